import * as z from 'zod';
import { wrong } from '../platform/field-wordings.ts';
import { keysOf } from '../platform/keys-of.ts';
import { lines, text } from '../platform/text.ts';
import { customerKinds, languages } from './customer.ts';
import { searchName, shortestPrefix } from './search-name.ts';

/** E.164; an eleven-digit Chinese mobile number gets its +86. Spaces, hyphens and brackets are taken out. */
export const phone = z
  .string()
  .max(40)
  .overwrite((value) => value.replace(/[\s().-]/g, '').replace(/^(?:0086|86)?(1[3-9]\d{9})$/, '+86$1'))
  .regex(/^\+[1-9]\d{6,14}$/, wrong('phone'))
  .meta({ example: '+8613800138000' });

export const branchId = z.string().regex(/^[A-Za-z0-9][\w.-]{0,31}$/, wrong('branch'));
const birthDate = z.iso.date().refine((value) => value >= '1900', wrong('notBefore1900'));
const externalRef = text(64).meta({
  description: "The core system's own number for the customer; unique",
  example: 'BU79786',
});
const nationalId = z
  .string()
  .overwrite((value) => value.replace(/[\s-]/g, '').toUpperCase())
  .regex(/^[0-9A-Z]{5,32}$/, wrong('nationalId'));
const consent = z.strictObject({ marketing: z.boolean() });
export const profile = z
  .record(text(64), text(200))
  .refine((value) => Object.keys(value).length <= 40, wrong('tooMany', { max: 40 }))
  .meta({ description: 'What else is known: segment, vehicle class …', example: { segment: 'family' } });

const details = {
  kind: z.enum(customerKinds).default('person'),
  name: text(120).meta({ example: '王小明' }),
  language: z.enum(languages).optional().meta({ description: 'Of messages; zh-CN unless told' }),
  email: z.email().max(254).optional(),
  phone: phone.optional(),
  birthDate: birthDate.optional(),
  nationalId: nationalId
    .optional()
    .meta({ description: 'Never given back: only a keyed hash and the last four characters are kept' }),
  address: lines(300).optional(),
  branchId: branchId.optional().meta({ description: "The caller's own branch unless told" }),
  externalRef: externalRef.optional(),
  profile: profile.optional(),
  consent: consent.optional(),
};

/** The body of `POST /v1/customers`. */
export const newCustomer = z.strictObject(details).meta({ id: 'NewCustomer' });
export type NewCustomer = z.infer<typeof newCustomer>;

/** A row of a bulk load: the same, found again by its externalRef. */
export const customerRow = z.strictObject({ ...details, externalRef }).meta({ id: 'CustomerRow' });
export type CustomerRow = z.infer<typeof customerRow>;

/** The body of `PATCH /v1/customers/{customerId}`; the last three are for staff. */
export const customerPatch = z
  .strictObject({
    email: z.email().max(254).nullable(),
    phone: phone.nullable(),
    address: lines(300).nullable(),
    language: z.enum(languages),
    consent,
    name: text(120),
    branchId,
    externalRef,
  })
  .partial()
  .meta({ id: 'CustomerPatch', description: 'A JSON merge patch: null takes a field away' });

/** What customers are searched by. */
const keys = {
  name: text(120)
    .refine((value) => [...searchName(value)].length >= shortestPrefix, wrong('tooShort', { min: shortestPrefix }))
    .meta({ description: 'How it begins; case, width and spaces between Chinese characters do not count' }),
  phone,
  externalRef,
  nationalId,
};
const keyNames = keysOf(keys);

/** The body of `POST /v1/customers/search`. */
export const customerSearch = z
  .strictObject({
    ...z.object(keys).partial().shape,
    limit: z.int().min(1).max(100).default(25),
    cursor: z.string().max(2000).optional(),
  })
  .refine((search) => keyNames.filter((key) => search[key] !== undefined).length === 1, {
    ...wrong('oneOf', { fields: keyNames.join(', ') }),
  })
  .meta({
    id: 'CustomerSearch',
    description: `Exactly one of ${keyNames.join(', ')}: a name by how it begins, the others whole`,
    example: { name: '王小' },
  });
export type CustomerSearch = z.infer<typeof customerSearch>;

/** A customer as a search shows it: enough to tell which one it is. */
export const customerFound = z
  .object({
    customerId: z.string().meta({ example: 'cus_01K5T3M1QZ8W3C7N9V2B4D6F8H' }),
    kind: z.enum(customerKinds),
    name: z.string(),
    branchId: z.string(),
    phoneLast4: z.string().optional().meta({ example: '8000' }),
    externalRef: z.string().optional(),
  })
  .meta({ id: 'CustomerFound' });

/** A customer as responses show it. */
export const customerView = z
  .object({
    customerId: z.string().meta({ example: 'cus_01K5T3M1QZ8W3C7N9V2B4D6F8H' }),
    kind: z.enum(customerKinds),
    name: z.string(),
    language: z.enum(languages),
    email: z.string().optional(),
    phone: z.string().optional(),
    birthDate: z.string().optional(),
    nationalIdLast4: z.string().optional(),
    address: z.string().optional(),
    branchId: z.string(),
    externalRef: z.string().optional(),
    profile: z.record(z.string(), z.string()).optional(),
    consent: consent.optional(),
    version: z.int(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Customer' });

export const customerParams = z.object({ customerId: z.string().min(1).max(64) });
