import { decodeJwt } from 'jose';
import { staffRoles } from '../../functions/roles.ts';
import type { Careline } from '../careline.ts';
import { type Person, userOf } from '../people.ts';

/** The story's branches: head office, where it takes place, and two others. */
export const branches = [
  { branchId: 'HQ', name: '总公司', region: '华北' },
  { branchId: 'BJ-01', name: '北京朝阳支公司', region: '华北' },
  { branchId: 'SH-01', name: '上海浦东支公司', region: '华东' },
];

type Cast = Person & { readonly role: (typeof staffRoles)[number]; readonly name?: string };

/** Who is in the story; somebody of each other role is named after it. */
export const cast: readonly Cast[] = [
  { role: 'claims-supervisor', name: '赵主管' },
  { role: 'claims-handler', name: '陈理赔' },
  { role: 'surveyor', name: '孙查勘' },
  ...staffRoles.map((role) => ({ role })),
];

/** The sandbox's people as the organisation has them: whoever a token can be asked for by role alone, and those of the story. */
export async function staff(sandbox: Careline) {
  const [supervisor, ...others] = await Promise.all(cast.map((person) => rowOf(sandbox, person)));
  if (!supervisor) throw new Error('Nobody leads the story');
  return [supervisor, ...others.map((row) => ({ ...row, manager: supervisor.staffId }))];
}

/** Known by the subject of their tokens. */
async function rowOf(sandbox: Careline, { role, ...who }: Cast) {
  const { sub = '' } = decodeJwt(await sandbox.token(role, who));
  return { staffId: sub, name: userOf({ role, ...who }).name, roles: [role], branchId: who.branchId ?? 'HQ' };
}
