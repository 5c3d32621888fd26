import type { Filling, Wordings } from '../platform/wording.ts';
import type { Task } from './task.ts';

const statuses: Readonly<Record<Task['status'], string>> = { OPEN: '待处理', DECIDED: '已处理', CANCELLED: '已取消' };

export const says = {
  record: { en: 'Task', 'zh-CN': '任务' },
  ownCase: { en: 'Nobody works on a case of their own', 'zh-CN': '不得处理本人的案件' },
  notYours: { en: 'The task is assigned to somebody else', 'zh-CN': '该任务已分派给他人' },
  notTaken: { en: 'Nobody has taken the task', 'zh-CN': '该任务尚未被领取' },
  supervisorAssigns: { en: 'Only a supervisor gives a task to somebody else', 'zh-CN': '只有主管可以将任务分派给他人' },
  assigneeCalls: {
    en: 'Calls are noted by whoever has taken the task',
    'zh-CN': '仅领取该任务的人员可以登记通话',
  },
  nobodyHere: {
    en: 'Nobody with this sub works in the branch of the task or at head office',
    'zh-CN': '任务所属机构及总公司均无该 sub 对应的员工',
  },
  hasLeft: { en: 'They have left', 'zh-CN': '该员工已离职' },
  lacksRole: (roles: Filling) => ({
    en: `They have none of the roles that decide it: ${roles}`,
    'zh-CN': `该员工不具备处理此任务的角色：${roles}`,
  }),
  theirCase: { en: 'They are the customer of the case', 'zh-CN': '该员工为此案件的客户，不得处理' },
  hadAPart: {
    en: 'It is on what they have done themselves: another person checks it',
    'zh-CN': '该员工为待复核事项的经办人，须由他人复核',
  },
  superiorsQueue: (queue: Filling) => ({
    en: `The task is in the queue ${queue}, whose role alone decides it`,
    'zh-CN': `该任务已转入 ${queue} 队列，仅该角色可处理`,
  }),
  already: (status: Task['status']) => ({
    en: `The task is ${status.toLowerCase()} already`,
    'zh-CN': `任务${statuses[status]}`,
  }),
  deciders: (kind: Filling, roles: Filling) => ({
    en: `Tasks of the kind ${kind} are decided by ${roles}`,
    'zh-CN': `${kind} 类任务须由以下角色处理：${roles}`,
  }),
  noQueue: (queues: Filling) => ({
    en: `Your role has no queue of its own: name one of ${queues}`,
    'zh-CN': `您的角色没有对应的队列，请指定以下之一：${queues}`,
  }),
} as const satisfies Wordings;
