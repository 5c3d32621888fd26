import * as z from 'zod';
import { mergePatch } from '../platform/http/merge-patch.ts';
import { keysOf } from '../platform/keys-of.ts';
import { lazily } from '../platform/lazily.ts';
import { lines, text } from '../platform/text.ts';
import { described, wrong } from '../platform/wording.ts';
import { customerKinds, languages } from './customer.ts';
import { says } from './customer-wordings.ts';
import { searchName, shortestPrefix } from './search-name.ts';

/** E.164; an eleven-digit Chinese mobile number gets its +86. Spaces, hyphens and brackets are taken out. */
export const phone = z
  .string()
  .max(40)
  .overwrite((value) => value.replace(/[\s().-]/g, '').replace(/^(?:0086|86)?(1[3-9]\d{9})$/, '+86$1'))
  .regex(/^\+[1-9]\d{6,14}$/, wrong(says.phone))
  .meta({ example: '+8613800138000' });

export const branchId = z.string().regex(/^[A-Za-z0-9][\w.-]{0,31}$/, wrong(says.branch));
const birthDate = z.lazy(() => z.iso.date().refine((value) => value >= '1900', wrong(says.notBefore1900)));
const externalRef = z.lazy(() =>
  text(64).meta({
    ...described({
      en: "The core system's own number for the customer; unique",
      'zh-CN': '核心系统中的客户编号，不可重复',
    }),
    example: 'BU79786',
  }),
);
const nationalId = z.lazy(() =>
  z
    .string()
    .overwrite((value) => value.replace(/[\s-]/g, '').toUpperCase())
    .regex(/^[0-9A-Z]{5,32}$/, wrong(says.nationalId)),
);
const consent = z.strictObject({ marketing: z.boolean() });
export const profile = z.lazy(() =>
  z
    .record(text(64), text(200))
    .refine((value) => Object.keys(value).length <= 40, wrong(says.tooMany(40)))
    .meta({
      ...described({ en: 'What else is known: segment, vehicle class …', 'zh-CN': '其他已知信息：客群、车辆类型等' }),
      example: { segment: 'family' },
    }),
);

const details = lazily(() => ({
  kind: z.enum(customerKinds).default('person'),
  name: text(120).meta({ example: '王小明' }),
  language: z
    .enum(languages)
    .optional()
    .meta({ ...described({ en: 'Of messages; zh-CN by default', 'zh-CN': '消息语言，默认 zh-CN' }) }),
  email: z.email().max(254).optional(),
  phone: phone.optional(),
  birthDate: birthDate.optional(),
  nationalId: nationalId.optional().meta({
    ...described({
      en: 'Never given back: only a keyed hash and the last four characters are kept',
      'zh-CN': '不会返回：系统只保存带密钥的哈希值和末四位',
    }),
  }),
  address: lines(300).optional(),
  branchId: branchId
    .optional()
    .meta({ ...described({ en: "The caller's own branch by default", 'zh-CN': '默认为调用者所属机构' }) }),
  externalRef: externalRef.optional(),
  profile: profile.optional(),
  consent: consent.optional(),
}));

/** The body of `POST /v1/customers`. */
export const newCustomer = z.lazy(() => z.strictObject(details()).meta({ id: 'NewCustomer' }));
export type NewCustomer = z.infer<typeof newCustomer>;

/** A row of a bulk load: the same, found again by its externalRef. */
export const customerRow = z.lazy(() => z.strictObject({ ...details(), externalRef }).meta({ id: 'CustomerRow' }));
export type CustomerRow = z.infer<typeof customerRow>;

/** The body of `PATCH /v1/customers/{customerId}`; the last three are for staff. */
export const customerPatch = z.lazy(() =>
  z
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
    .meta({
      id: 'CustomerPatch',
      ...described(mergePatch),
    }),
);

/** What customers are searched by. */
const keys = lazily(() => ({
  name: text(120)
    .refine((value) => [...searchName(value)].length >= shortestPrefix, wrong(says.tooShort(shortestPrefix)))
    .meta({
      ...described({
        en: 'How it begins; case, width and spaces between Chinese characters do not count',
        'zh-CN': '姓名开头；不区分大小写、全角半角，忽略汉字之间的空格',
      }),
    }),
  phone,
  externalRef,
  nationalId,
}));
const keyNames = lazily(() => keysOf(keys()));

/** The body of `POST /v1/customers/search`. */
export const customerSearch = z.lazy(() =>
  z
    .strictObject({
      ...z.object(keys()).partial().shape,
      limit: z.int().min(1).max(100).default(25),
      cursor: z.string().max(2000).optional(),
    })
    .refine((search) => keyNames().filter((key) => search[key] !== undefined).length === 1, {
      ...wrong(says.oneOf(keyNames().join(', '))),
    })
    .meta({
      id: 'CustomerSearch',
      ...described({
        en: `Exactly one of ${keyNames().join(', ')}: a name by how it begins, the others whole`,
        'zh-CN': `${keyNames().join('、')} 须且只能提供一项：姓名按开头匹配，其余须完全一致`,
      }),
      example: { name: '王小' },
    }),
);
export type CustomerSearch = z.infer<typeof customerSearch>;

/** A customer as a search shows it: enough to tell which one it is. */
export const customerFound = z.lazy(() =>
  z
    .object({
      customerId: z.string().meta({ example: 'cus_01K5T3M1QZ8W3C7N9V2B4D6F8H' }),
      kind: z.enum(customerKinds),
      name: z.string(),
      branchId: z.string(),
      phoneLast4: z.string().optional().meta({ example: '8000' }),
      externalRef: z.string().optional(),
    })
    .meta({ id: 'CustomerFound' }),
);

/** A customer as responses show it. */
export const customerView = z.lazy(() =>
  z
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
    .meta({ id: 'Customer' }),
);

export const customerParams = z.object({ customerId: z.string().min(1).max(64) });
