import type { Words } from '../../language/words.ts';

/** Steps on the record of a doctor who is registered. */
export const keepWords = {
  facts: { zh: '登记信息', en: 'In the register' },
  merged: { zh: '已并入 {n} 份登记', en: '{n} records merged into this one' },
  ended: { zh: '登记自 {on} 起终止', en: 'The record ended from {on}' },
  change: { zh: '修改登记', en: 'Change' },
  changeTitle: { zh: '修改登记：{name}', en: 'Change the record: {name}' },
  changeText: {
    zh: '只写入改过的栏，自所填日期起生效；此前的保持原样。',
    en: 'Only what you change is written, from that day on; what was before stays.',
  },
  save: { zh: '保存修改', en: 'Save' },
  from: { zh: '自', en: 'From' },
  fromHint: { zh: '今天或更早', en: 'Today or earlier' },
  end: { zh: '终止登记', en: 'End the record' },
  endTitle: { zh: '终止登记：{name}', en: 'End the record: {name}' },
  endLead: {
    zh: '连同尚未终止的任职和处方权一并终止。离开本院但仍执业的，只需终止任职。',
    en: 'Every open post and right ends with it. Whoever only leaves this hospital needs the post ended, nothing more.',
  },
  endAsk: { zh: '终止 {name} 的登记？', en: 'End the record of {name}?' },
  endText: {
    zh: '自该日起不再是登记医师，处方权随之终止。不能收回。',
    en: 'From that day on the register has no such doctor and every right ends. It cannot be taken back.',
  },
  until: { zh: '自此日起不再（不含）', en: 'First day without' },
  reason: { zh: '理由', en: 'Reason' },
  posts: { zh: '任职', en: 'Posts' },
  postsNone: { zh: '没有任职', en: 'No posts' },
  since: { zh: '{from} 起', en: 'since {from}' },
  span: { zh: '{from} 至 {until}（不含）', en: '{from} to {until} (not included)' },
  staffNo: { zh: '工号 {staffNo}', en: 'staff no. {staffNo}' },
  addPost: { zh: '加任职', en: 'Add a post' },
  addPostTitle: { zh: '在本院加任职：{name}', en: 'A post here for {name}' },
  move: { zh: '调动', en: 'Move' },
  moveTitle: { zh: '调动：{name}', en: 'Move {name}' },
  moveText: {
    zh: '原任职到该日终止，新任职自该日起；处方权不变。',
    en: 'The post ends and the next begins that day; rights stay.',
  },
  endPost: { zh: '终止任职', en: 'End the post' },
  endPostTitle: { zh: '终止任职：{name}', en: 'End a post of {name}' },
  endPostAsk: { zh: '终止在 {department} 的任职？', en: 'End the post at {department}?' },
  endPostText: {
    zh: '在本院没有其他任职的，本院授予的处方权同日终止。不能收回。',
    en: 'Where no other post here goes on, the rights that this hospital granted end the same day. It cannot be taken back.',
  },
} satisfies Words;
