import { bulkOf, bulkResult } from '../platform/http/bulk-schemas.ts';
import { pageOf } from '../platform/http/cursor.ts';
import { routeTable } from '../platform/http/route.ts';
import { roles, staffRoles } from '../roles.ts';
import { superiors } from '../tasks/kinds.ts';
import { branchParams, branchPatch, branchQuery, branchView, newBranch } from './branches/branch-schemas.ts';
import {
  meView,
  newStaffMember,
  staffOnDay,
  staffParams,
  staffPatch,
  staffQuery,
  staffView,
} from './staff/staff-schemas.ts';

const api = 'organisation-api';
const readers = [...staffRoles, 'integration'] as const;
const loaded = {
  200: { description: { en: 'What became of each row', 'zh-CN': '每一行的处理结果' }, body: bulkResult },
} as const;
const member = { description: { en: 'The member of staff', 'zh-CN': '员工' }, body: staffView } as const;
const branch = { description: { en: 'The branch', 'zh-CN': '机构' }, body: branchView } as const;

const reads = { method: 'GET', function: api, who: readers } as const;
const opens = { method: 'POST', function: api, who: ['admin'] } as const;
const loads = { method: 'POST', function: api, who: ['integration', 'admin'] } as const;

export const routes = routeTable([
  {
    operationId: 'getMe',
    method: 'GET',
    path: '/v1/me',
    function: api,
    who: roles,
    summary: { en: 'Who I am here, and which queues are mine', 'zh-CN': '查询本人信息及所属任务队列' },
    responses: { 200: { description: { en: 'Whoever asks', 'zh-CN': '调用者本人' }, body: meView } },
  },
  {
    operationId: 'listStaff',
    path: '/v1/staff',
    ...reads,
    summary: { en: 'The staff of a branch, by name', 'zh-CN': '查询机构员工（按姓名排序）' },
    query: staffQuery,
    responses: { 200: { description: { en: 'A page of staff', 'zh-CN': '一页员工' }, body: pageOf(staffView) } },
  },
  {
    operationId: 'registerStaffMember',
    path: '/v1/staff',
    ...opens,
    summary: { en: 'Register a member of staff', 'zh-CN': '登记员工' },
    body: newStaffMember,
    responses: { 201: member },
  },
  {
    operationId: 'loadStaff',
    path: '/v1/staff/batch',
    ...loads,
    summary: { en: 'Load up to 100 members of staff, row by row', 'zh-CN': '批量导入员工（每次最多 100 行）' },
    body: bulkOf({ en: 'NewStaffMember, found again by its staffId', 'zh-CN': 'NewStaffMember，以 staffId 识别' }),
    responses: loaded,
  },
  {
    operationId: 'getStaffMember',
    path: '/v1/staff/{staffId}',
    ...reads,
    summary: { en: 'Read a member of staff, now or as of a day', 'zh-CN': '查询员工（当前或某日的任职情况）' },
    params: staffParams,
    query: staffOnDay,
    responses: { 200: member },
  },
  {
    operationId: 'patchStaffMember',
    method: 'PATCH',
    path: '/v1/staff/{staffId}',
    function: api,
    who: [...superiors, 'admin'],
    summary: { en: 'Change a member of staff, or enter their leave', 'zh-CN': '变更员工信息或登记休假' },
    params: staffParams,
    body: staffPatch,
    responses: { 200: member },
  },
  {
    operationId: 'listBranches',
    path: '/v1/branches',
    ...reads,
    summary: { en: 'The branches: yours and those above, or all', 'zh-CN': '查询机构：本机构及其上级，或全部' },
    query: branchQuery,
    responses: { 200: { description: { en: 'A page of branches', 'zh-CN': '一页机构' }, body: pageOf(branchView) } },
  },
  {
    operationId: 'openBranch',
    path: '/v1/branches',
    ...opens,
    summary: { en: 'Open a branch', 'zh-CN': '设立机构' },
    body: newBranch,
    responses: { 201: branch },
  },
  {
    operationId: 'loadBranches',
    path: '/v1/branches/batch',
    ...loads,
    summary: { en: 'Load up to 100 branches, row by row', 'zh-CN': '批量导入机构（每次最多 100 行）' },
    body: bulkOf({ en: 'NewBranch, found again by its branchId', 'zh-CN': 'NewBranch，以 branchId 识别' }),
    responses: loaded,
  },
  {
    operationId: 'getBranch',
    path: '/v1/branches/{branchId}',
    ...reads,
    summary: { en: 'Read a branch', 'zh-CN': '查询机构' },
    params: branchParams,
    responses: { 200: branch },
  },
  {
    operationId: 'patchBranch',
    method: 'PATCH',
    path: '/v1/branches/{branchId}',
    function: api,
    who: ['admin'],
    summary: { en: 'Change a branch', 'zh-CN': '变更机构信息' },
    params: branchParams,
    body: branchPatch,
    responses: { 200: branch },
  },
]);
