import type { Messages } from './catalogue.ts';

/** What the doors themselves refuse, before any rule is asked. */
export const doorProblems: Messages = {
  internal: {
    zh: '服务器内部错误,本次请求未完成。请把响应头 X-Request-Id 告知系统管理员。',
    en: 'Something failed inside the service; this request was not carried out. Tell the system administrator the X-Request-Id.',
  },
  absent: {
    zh: '没有相关信息。请核对编号,以及您是否被授权查看。',
    en: 'There is no information about this. Check the identifier and whether it is within your remit.',
  },
  'access.unauthenticated': {
    zh: '需要登录:请用 POST /v1/auth/login 取得令牌,并放入 Authorization: Bearer 请求头。',
    en: 'Log in first: get a token from POST /v1/auth/login and send it as Authorization: Bearer.',
  },
  'access.forbidden': {
    zh: '您的角色没有“{operation}”的权限。如需要,请联系安全管理员。',
    en: 'None of your roles may do {operation}. Ask the security administrator if you need it.',
  },
  'access.password-change-required': {
    zh: '首次登录必须先修改密码:POST /v1/auth/password。',
    en: 'Change your password first: POST /v1/auth/password.',
  },
  'access.step-up-code': {
    zh: '此操作需要最近 {minutes} 分钟内的身份核验:请用 POST /v1/auth/step-up 提交验证器上的 code(或恢复码),再用返回的新令牌重试。',
    en: 'This needs a check of the last {minutes} minutes: POST /v1/auth/step-up with the authenticator’s code (or a recovery code), then try again with the new token.',
  },
  'access.step-up-password': {
    zh: '此操作需要最近 {minutes} 分钟内的身份核验:请用 POST /v1/auth/step-up 提交 password,再用返回的新令牌重试。',
    en: 'This needs a check of the last {minutes} minutes: POST /v1/auth/step-up with your password, then try again with the new token.',
  },
  'access.factor-required': {
    zh: '此操作须先登记双因素验证:POST /v1/auth/factor 取得密钥,再以 POST /v1/auth/factor/confirmation 提交 code。',
    en: 'A second factor is required: POST /v1/auth/factor for a secret, then POST /v1/auth/factor/confirmation with a code.',
  },
  'access.other-site': {
    zh: '这个请求来自另一个网站的页面，没有执行。请从本系统自己的页面登录。',
    en: 'This request came from a page of another site and was not carried out. Log in from this service’s own pages.',
  },
  'access.code-required': {
    zh: '请先提交验证器上的 code(或恢复码):POST /v1/auth/step-up。',
    en: 'Send the authenticator’s code (or a recovery code) first: POST /v1/auth/step-up.',
  },
  'auth.step-up-code': {
    zh: '该账号已登记双因素验证:请提交 code(六位数字或恢复码)。',
    en: 'This account has a second factor: send code (six digits, or a recovery code).',
  },
  'auth.step-up-password': {
    zh: '该账号没有双因素验证:请提交 password。',
    en: 'This account has no second factor: send password.',
  },
  'auth.code-refused': {
    zh: '验证码不正确、已过期或已用过。请等待下一个验证码;并检查手机时钟。',
    en: 'The code is not right, is too old or was used already. Wait for the next one, and check the telephone’s clock.',
  },
  'factor.people-only': {
    zh: '双因素验证只用于人员账号;机器账号以其密钥登录。',
    en: 'A second factor is for people; a machine logs in with its secret.',
  },
  'factor.none-pending': {
    zh: '没有待确认的双因素密钥(或已超过十分钟)。请重新开始:POST /v1/auth/factor。',
    en: 'No second factor waits to be confirmed, or its ten minutes are over. Start again: POST /v1/auth/factor.',
  },
  'factor.not-enrolled': {
    zh: '该账号没有登记双因素验证。',
    en: 'This account has no second factor.',
  },
  'auth.refused': {
    zh: '账号或密码不正确。',
    en: 'The login or the password is not right.',
  },
  'auth.too-many': {
    zh: '尝试次数过多,请在 {retryAfterS} 秒后再试。账号不会被永久锁定。',
    en: 'Too many attempts; try again in {retryAfterS} seconds. The account is never locked for good.',
  },
  'auth.session-ended': {
    zh: '登录已失效(已退出、过久未用或登录处过多),请重新登录。',
    en: 'The session has ended: logged out, unused for too long, or one too many. Log in again.',
  },
  'auth.issuer-unavailable': {
    zh: '统一认证平台暂无响应,请 {retryAfterS} 秒后再试;也可以用密码登录。',
    en: 'The outside issuer does not answer; try again in {retryAfterS} seconds, or log in with your password.',
  },
  'auth.issuer-refused': {
    zh: '统一认证平台的应答不能采信(已取消、已过期或与本次登录不符)。请重新登录。',
    en: 'What the outside issuer answered cannot be taken: cancelled, too old, or not of this login. Begin again.',
  },
  'auth.issuer-pending': {
    zh: '此浏览器在十分钟内没有发起过统一认证登录。请重新开始:POST /v1/auth/issuer/begin。',
    en: 'No login at the issuer was begun in this browser within ten minutes. Begin again: POST /v1/auth/issuer/begin.',
  },
  'auth.not-linked': {
    zh: '统一认证身份未关联到本系统的账号。请联系本院账号管理员。',
    en: 'The issuer’s identity is linked to no account here. Ask your account manager.',
  },
  'link.taken': {
    zh: '该统一认证身份已关联到一个账号。请先解除关联。',
    en: 'That identity already enters as an account; unlink it first.',
  },
  'link.no-issuer': {
    zh: '未设置统一认证平台(RX12_OIDC_ISSUER),不能关联。',
    en: 'The settings name no outside issuer (RX12_OIDC_ISSUER): there is nothing to link to.',
  },
  'link.none': {
    zh: '该账号没有关联统一认证身份。',
    en: 'This account is linked to no identity of the issuer.',
  },
  'auth.password-weak': {
    zh: '密码至少 {min} 个字符、至多 {max} 个字符,且不得与登录名相同。',
    en: 'A password needs {min} to {max} characters and may not equal the login.',
  },
  'auth.password-classes': {
    zh: '密码须含小写字母、大写字母、数字、其他字符中的至少 {classes} 类。',
    en: 'A password needs at least {classes} of: small letters, capital letters, digits, other characters.',
  },
  'auth.password-common': {
    zh: '该密码在常用密码表中,极易被猜到。请换一个。',
    en: 'That password stands in lists of common ones and is guessed first. Choose another.',
  },
  'auth.password-used-before': {
    zh: '新密码不得与最近 {history} 个密码(含当前密码)相同。',
    en: 'The new password may be none of the last {history}, the present one among them.',
  },
  'access-record.failed': {
    zh: '查阅记录暂时无法写入,因此不提供本次内容。请在 {retryAfterS} 秒后再试。',
    en: 'The access could not be recorded, so nothing is shown. Try again in {retryAfterS} seconds.',
  },
  'ledger.busy': {
    zh: '同一对象正有多人同时提交，本次未写入任何内容。请在 {retryAfterS} 秒后重试。',
    en: 'Many are writing about the same thing at once, and nothing of this was written. Try again in {retryAfterS} second(s).',
  },
  'form.purpose': {
    zh: '请求头 Access-Purpose 只能是:{purposes}。',
    en: 'The header Access-Purpose must be one of: {purposes}.',
  },
  'form.cursor': {
    zh: 'cursor 不是本系统分页给出的值。请使用 links.next,或省略 cursor 从头读取。',
    en: 'cursor is not one that a page of this service gave. Follow links.next, or leave it out to start again.',
  },
  'form.invalid': {
    zh: '请求中有 {rows} 处不合要求,见 errors 各行。',
    en: '{rows} place(s) of the request are not acceptable; see errors.',
  },
  'form.unknown-field': {
    zh: '{at}:没有名为 {field} 的字段,请删除或更正拼写。',
    en: '{at}: there is no field named {field}; remove it or correct its spelling.',
  },
  'form.utf-8': {
    zh: '请求正文不是有效的 UTF-8 文本。请检查编码(常见原因:以 GB18030/GBK 发送)。',
    en: 'The body is not UTF-8 text. Check its encoding (often it was sent as GB18030 or GBK).',
  },
  'form.incomplete': {
    zh: '请求不完整或不符合 HTTP 格式,请重新发送。',
    en: 'The request is incomplete or not well-formed HTTP; send it again.',
  },
  'form.json': {
    zh: '请求正文不是有效的 JSON。',
    en: 'The body is not valid JSON.',
  },
  'form.duplicate-key': {
    zh: '请求正文中的键 {key} 出现了两次,请只保留一个。',
    en: 'The key {key} stands twice in one object; keep one.',
  },
  'form.ill-formed-text': {
    zh: '请求中含有不成对的代理字符(无效的 Unicode 文本)。',
    en: 'The request holds a lone surrogate: that is not well-formed Unicode text.',
  },
  'form.too-large': {
    zh: '请求正文超过 {limitBytes} 字节的上限。',
    en: 'The body is over the limit of {limitBytes} bytes.',
  },
  'form.content-type': {
    zh: '此操作接受的内容类型是:{accepted}。',
    en: 'This operation takes: {accepted}.',
  },
  'form.method': {
    zh: '此地址接受的方法是:{allowed}。',
    en: 'This address takes: {allowed}.',
  },
  'form.if-match': {
    zh: 'If-Match 应为上次读取得到的 ETag,例如 "3"。',
    en: 'If-Match must be the ETag that was read last, such as "3".',
  },
  'form.idempotency-key': {
    zh: 'Idempotency-Key 应为 1 至 {max} 个可见的 ASCII 字符。',
    en: 'An Idempotency-Key has 1 to {max} visible ASCII characters.',
  },
  'idempotency.answered': {
    zh: '同一幂等键的请求刚刚由另一个进程完成；请用相同的键和内容重试以取得其答复。',
    en: 'Another process has just answered a request with this Idempotency-Key; send the same request again to get its reply.',
  },
  'idempotency.other-body': {
    zh: '这个 Idempotency-Key 已用于另一内容的请求。新的请求请换用新的键。',
    en: 'This Idempotency-Key was already used with another body. Use a new key for a new request.',
  },
  'store.failed': {
    zh: '存储暂不可用,本次没有写入任何内容。请稍后再试;若持续,请联系系统管理员。',
    en: 'Storage is unavailable and nothing was written. Try again later; if it lasts, tell the system administrator.',
  },
  'ledger.stream-moved': {
    zh: '内容已被他人更改(您依据的是第 {decidedOn} 版,现为第 {found} 版)。请重新读取后再提交。',
    en: 'It was changed meanwhile (you decided on version {decidedOn}; it is now {found}). Read it again, then submit.',
  },
  'ledger.clock-behind': {
    zh: '服务器时钟比最近一条记录落后 {behindMs} 毫秒,暂停写入。请系统管理员校时。',
    en: 'The server clock is {behindMs} ms behind the newest entry; writing is paused. The system administrator must set the clock.',
  },
  'ledger.clock-ahead': {
    zh: '服务器时钟比已知时间超前 {aheadHours} 小时,暂停写入,以免记录日期有误。请系统管理员核对时钟;如时钟无误,执行 rx12 clock confirm。',
    en: 'The server clock is {aheadHours} h ahead of what is known of the time; writing is paused, so that nothing is dated wrongly. The system administrator must check it and, if it is right, run: rx12 clock confirm',
  },
  'access.role-unknown-scope': {
    zh: '角色 {role} 不能授予范围 {scope}。',
    en: 'The role {role} cannot be granted for the scope {scope}.',
  },
  'access.separation': {
    zh: '三员分立:同一人不得兼任 {held} 与 {role}。',
    en: 'Separation of duties: one person cannot hold both {held} and {role}.',
  },
  'access.own-grant': {
    zh: '不能给自己授权,请由另一位管理员办理。',
    en: 'Nobody grants access to themself; another administrator must do it.',
  },
  'access.dates': {
    zh: '截止日期必须晚于起始日期(截止日当天不再有效)。',
    en: 'The end must be after the beginning (on the day it ends it no longer holds).',
  },
  'access.no-such-place': {
    zh: '授权范围中的 {place} 尚未登记。请先登记,或更正编号。',
    en: 'The scope names {place}, which is not registered. Register it first, or correct the identifier.',
  },
  'access.not-own-record': {
    zh: '医师角色只能授予其本人的记录。',
    en: 'The doctor role is only granted for the person’s own record.',
  },
  'access.already-ended': {
    zh: '该授权已于 {until} 终止。',
    en: 'That grant already ended on {until}.',
  },
  'account.login-taken': {
    zh: '登录名已被使用,请换一个。',
    en: 'That login is taken; choose another.',
  },
  'account.has-one': {
    zh: '该人员已有账号。另开账号请联系安全管理员。',
    en: 'This person already has an account; ask the security administrator for another.',
  },
  'account.own': {
    zh: '不能对自己的账号执行此操作,请由另一位管理员办理。',
    en: 'Nobody does this to the own account; another administrator must do it.',
  },
  'account.closed': {
    zh: '该账号已关闭。',
    en: 'That account is closed.',
  },
  'person.known': {
    zh: '该证件号或工号已登记为另一人员记录({personId})。请直接使用该记录。',
    en: 'That identity number is already registered ({personId}); use that record.',
  },
};
