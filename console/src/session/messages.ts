export const sessionWords = {
  title: { zh: '登录', en: 'Log in' },
  product: { zh: '处方权记分管理', en: 'Points on the right to prescribe' },
  tagline: { zh: '依规记分 · 有据可查 · 申辩有门', en: 'By rule, with proof, with a right of reply' },
  login: { zh: '登录名', en: 'Login name' },
  loginNeeded: { zh: '请输入登录名', en: 'Type your login name' },
  password: { zh: '密码', en: 'Password' },
  passwordNeeded: { zh: '请输入密码', en: 'Type your password' },
  enter: { zh: '登 录', en: 'Log in' },
  issuer: { zh: '统一身份登录', en: 'Log in with your organisation' },
  issuerWaits: { zh: '正在核对统一身份…', en: 'Checking with your organisation…' },
  ended: { zh: '登录已过期', en: 'Your session has ended' },
  endedText: {
    zh: '请再次登录。本页内容和已填写的文字都还在。',
    en: 'Log in once more. This page and what you typed are still here.',
  },
  stepUp: { zh: '请再次确认是您本人', en: 'Show once more that it is you' },
  stepUpCode: {
    zh: '这一步影响重大。请输入验证器上的六位数字，或一个恢复码。',
    en: 'This step weighs. Type the six digits of your authenticator, or a recovery code.',
  },
  stepUpPassword: { zh: '这一步影响重大。请再输入一次密码。', en: 'This step weighs. Type your password once more.' },
  code: { zh: '验证码或恢复码', en: 'Code or recovery code' },
  codeNeeded: { zh: '请输入验证码', en: 'Type the code' },
  codeText: {
    zh: '请输入验证器上的六位数字，或一个恢复码。',
    en: 'Type the six digits of your authenticator, or a recovery code.',
  },
  confirm: { zh: '确认', en: 'Confirm' },
  newPassword: { zh: '新密码', en: 'New password' },
  newPasswordAgain: { zh: '再次输入新密码', en: 'New password again' },
  notEqual: { zh: '两次输入不一致', en: 'The two are not equal' },
  changeText: {
    zh: '这是首次登录或密码已到期。请设置新密码，然后用它登录。',
    en: 'This is your first login, or the password has run out. Choose a new one, then log in with it.',
  },
  changed: { zh: '密码已更改，请用新密码登录。', en: 'The password was changed. Log in with the new one.' },
  changePassword: { zh: '更改密码', en: 'Change password' },
  enrolText: {
    zh: '您的岗位需要第二重验证。请用验证器应用扫描下面的图，再输入它显示的六位数字。',
    en: 'Your role needs a second factor. Scan this with an authenticator app, then type the six digits that it shows.',
  },
  enrolStart: { zh: '开始设置', en: 'Set it up' },
  secret: { zh: '不能扫描时，手工输入：', en: 'If you cannot scan, type:' },
  recoveryTitle: { zh: '请保存恢复码', en: 'Keep your recovery codes' },
  recoveryText: {
    zh: '手机丢失时用它登录，每个只能用一次。它们只在这里显示这一次。',
    en: 'They let you in when your phone is lost, each once. They are shown here this once.',
  },
  recoverySaved: { zh: '已经保存，继续', en: 'I have kept them' },
  printCodes: { zh: '打印', en: 'Print' },
  otherPerson: { zh: '退出登录', en: 'Log out' },
  cancel: { zh: '取消', en: 'Cancel' },
} as const;

export const accountWords = {
  title: { zh: '账号与安全', en: 'Account and security' },
  sessions: { zh: '我在哪里登录着', en: 'Where I am logged in' },
  since: { zh: '{time} 登录', en: 'Since {time}' },
  lastUsed: { zh: '最近使用 {time}', en: 'last used {time}' },
  thisOne: { zh: '本机', en: 'this one' },
  endSession: { zh: '让它退出', en: 'End it' },
  factor: { zh: '第二重验证', en: 'Second factor' },
  noFactor: { zh: '还没有设置验证器。', en: 'No authenticator is set up.' },
  setUpFactor: { zh: '设置验证器', en: 'Set one up' },
  hasFactor: {
    zh: '已设置验证器，还剩 {count} 个恢复码。',
    en: 'An authenticator is set up; {count} recovery codes are left.',
  },
  renewCodes: { zh: '换一批恢复码', en: 'New recovery codes' },
  renewTitle: { zh: '换一批恢复码？', en: 'New recovery codes?' },
  renewText: { zh: '旧的恢复码随即失效。', en: 'The old ones open nothing any more.' },
  passwordEnds: {
    zh: '更改后，这个账号在所有地方都会退出。',
    en: 'Afterwards this account is logged out everywhere.',
  },
} as const;

export const checkedByWords = {
  password: { zh: '密码', en: 'by password' },
  factor: { zh: '验证器', en: 'by authenticator' },
  issuer: { zh: '统一身份', en: 'by your organisation' },
} as const;
