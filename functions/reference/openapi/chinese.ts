/**
 * The descriptions of the OpenAPI document in Chinese. OpenAPI has one text a description, and schemas are written in
 * English, so each is found by its English text; a test finds those that are missing here.
 */
const chinese: Readonly<Record<string, string>> = {
  'JSON in camelCase, times in RFC 3339 UTC, money in integer minor units with an ISO 4217 currency. What you may not know of is answered with 404. A refused request has changed nothing.':
    'JSON 字段采用 camelCase；时间为 RFC 3339 UTC；金额为整数最小货币单位加 ISO 4217 币种。无权知悉的记录返回 404；被拒绝的请求不会改动任何数据。',
  'Where this document comes from': '本文档所在的服务器',
  'A token of the identity provider; its groups are the roles of `x-roles`':
    '身份服务签发的令牌；其用户组即 `x-roles` 所列角色',

  'It answers': '服务正常',
  'The document': '接口文档',
  'An OpenAPI 3.1 document': 'OpenAPI 3.1 文档',
  'A page': '网页',
  'The customer': '客户',
  'What became of each row': '每一行的处理结果',
  'A page of customers, by name or by age of the record': '一页客户，按姓名或建档先后排序',
  'The customer after the change': '变更后的客户',
  'The policy': '保单',
  'A page of policies': '一页保单',
  'This loss was reported before: its claim': '该事故此前已报案：返回原案件',
  'A new claim': '新的理赔案件',
  'The claim': '理赔案件',
  'A page of claims': '一页理赔案件',
  'A page of events, oldest first': '一页事件，按时间先后排序',
  'Where to upload it': '上传地址',
  'A page of tasks': '一页任务',
  'The task': '任务',
  'One page of messages': '一页消息',
  'Taken, now or before': '已接收（本次或此前）',
  'A page of executions': '一页流程执行记录',
  'The execution': '流程执行记录',

  'The language of problems: `zh-CN` or `en` (default)': '错误信息的语言：`zh-CN` 或 `en`（默认）',
  'Repeat a request with the same key for a day, and it takes effect once and gives the same answer. Keys are your own.':
    '一天内以相同的键重复提交，只生效一次并返回相同结果。各调用方的键互不影响。',
  'The ETag that you read: a record changed since is refused with 412': '读取时得到的 ETag：记录此后若有变更则返回 412',
  "The record's version, for If-Match": '记录的版本，用于 If-Match',
  'The path of what was made': '新建记录的路径',
  'This is the answer to an earlier request with this key': '此响应为先前使用该键的请求的结果',

  '1 to 100 rows, each a CustomerRow: what POST /v1/customers takes, externalRef required':
    '1 至 100 行，每行为一个 CustomerRow：与 POST /v1/customers 的请求体相同，externalRef 必填',
  'Of messages; zh-CN unless told': '消息语言，默认 zh-CN',
  'Never given back: only a keyed hash and the last four characters are kept':
    '不会返回：系统只保存带密钥的哈希值和末四位',
  "The caller's own branch unless told": '默认为调用者所属机构',
  "The core system's own number for the customer; unique": '核心系统中的客户编号，不可重复',
  'What else is known: segment, vehicle class …': '其他已知信息：客群、车辆类型等',
  'How it begins; case, width and spaces between Chinese characters do not count':
    '姓名开头；不区分大小写、全角半角，忽略汉字之间的空格',
  'Exactly one of name, phone, externalRef, nationalId: a name by how it begins, the others whole':
    'name、phone、externalRef、nationalId 须且只能提供一项：姓名按开头匹配，其余须完全一致',
  'A JSON merge patch: null takes a field away': 'JSON 合并补丁：null 表示删除该字段',

  'Given by the core system; unique': '由核心系统给定，不可重复',
  '1 to 100 rows, each a NewPolicy, found again by its policyNumber':
    '1 至 100 行，每行为一个 NewPolicy，以 policyNumber 识别',
  'Instead of customerId': '可代替 customerId',
  "The customer's branch unless told": '默认为客户所属机构',
  'Cover ends here; this moment is not covered': '保险期间止于此刻（不含）',
  'Minor units: fen or cents': '最小货币单位：分',
  'Integer minor units and an ISO 4217 currency': '整数最小货币单位与 ISO 4217 币种',

  'When it happened; with its offset': '出险时间，须带时区偏移',
  'How the approved amount is made up': '核定金额的构成',
  'What people read out': '便于口头报读的编号',
  'In the words of who did it': '操作人的原话',
  'POST a multipart form here: the fields first, the file last':
    '以 multipart 表单 POST 到此地址：先列各字段，文件放在最后',
  'A second person reviews a denial, and an approval above the authority limit': '拒赔以及超出权限的赔付须由第二人复核',
  'By another person than the one who decided': '须由经办人以外的人员处理',
  'Pay again, to a corrected account where one is given': '重新付款；如提供更正后的账户则付至该账户',
  'The cause is mended: the workflow goes on where the case stands': '原因已排除：流程从案件当前所处环节继续',
  'Made by the arrival of the last document asked for': '最后一份所需材料到达时自动作出',
  'Made by acceptance or dispute of the claim': '由客户同意或提出异议时作出',

  'Default: the queue of your role; with `assignee`, every queue':
    '默认为您角色对应的队列；指定 `assignee` 时为全部队列',
  'Of tasks that are done: the day, in UTC; today by default': '已办结任务的日期（UTC），默认为当天',
  "A person's sub, or `me`": '人员的 sub，或 `me` 表示本人',
  'Default: your branch; another for head office and ops': '默认为您所属机构；总公司与运维人员可指定其他机构',
  'When the person will come or call': '人员上门或致电的时间',
  'Facts are what the decision needs, frozen when the task was opened': 'facts 为处理所需的信息，于任务创建时固定',

  'Service and legal notices do not depend on marketing consent': '服务类与法定通知不受营销授权影响',
  'UNCERTAIN: it may have been sent; it is not sent again and waits for the provider to tell':
    'UNCERTAIN：可能已发出；不再重发，等待服务商反馈',
  'Why it failed, bounced or is uncertain, as a code': '发送失败、被退回或结果不明的原因代码',
  'When it was delivered, bounced or failed': '送达、退回或失败的时间',
  'Of an email': '仅用于电子邮件',
  'What the customer reads, without markup': '客户所见内容（纯文本）',

  'caught: it failed, and the workflow went on by its Catch': 'caught：该步骤失败，流程经由其 Catch 继续',
  'JSON as the workflow has it; task tokens are taken out': '流程中的 JSON 原文；任务令牌已去除',
  'How often its work was started: 1 without a retry, 0 for no work': '启动次数：1 表示未重试，0 表示无需执行',

  'It is recorded, and takes effect at once': '已记录，随即生效',
  'It is recorded; the new execution starts at once': '已记录，新的执行随即启动',
  'The day they were found on, in UTC; today by default': '发现日期（UTC），默认为当天',
  'A page of findings': '一页检查结果',
  'start-missing: its workflow was never started; execution-ended, wait-gone (a task is open), decision-without-effect (a task is decided): its execution has ended; no-progress: it runs and does not move; halted: ops have stopped it; handover-overdue: nobody has mended it; orphan-task: a task nobody waits for; order-unanswered: the payment provider says nothing':
    'start-missing：流程从未启动；execution-ended、wait-gone（任务未处理）、decision-without-effect（任务已处理）：流程执行已结束；no-progress：执行中但无进展；halted：由运维停止；handover-overdue：移交任务超时未处理；orphan-task：无流程等待的任务；order-unanswered：支付服务商未答复',
  'restarted: an execution was started anew; handed-over: a task of the supervisors was made':
    'restarted：已重新启动流程；handed-over：已为主管创建任务',

  'A refusal (RFC 9457)': '拒绝说明（RFC 9457）',
  'In the language of Accept-Language': '语言由 Accept-Language 决定',
  'What to tell problems apart by': '用于区分错误类型',
  'RFC 6901 into the body, or `query/<name>`, `path/<name>`':
    '指向请求体的 RFC 6901 指针，或 `query/<name>`、`path/<name>`',
  'Of the row in `items`, from 0': '该行在 `items` 中的序号，从 0 起',
  'Into the row': '指向该行中的字段',
};

/** Puts `x-description-zh` beside each description of a document, examples aside. */
export function addChinese(part: unknown): void {
  if (typeof part !== 'object' || part === null) return;
  const translated = 'description' in part && typeof part.description === 'string' && chinese[part.description];
  if (translated) Object.assign(part, { 'x-description-zh': translated });
  for (const [name, value] of Object.entries(part)) {
    if (name !== 'example' && name !== 'examples') addChinese(value);
  }
}
