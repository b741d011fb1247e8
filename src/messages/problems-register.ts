import type { Messages } from './catalogue.ts';

/** What the register refuses: places, doctors, posts, merges and prescribing rights. No number of a person is repeated. */
export const registerProblems: Messages = {
  'region.city-with-parent': {
    zh: '“{name}”登记为市,市没有上级地区。请将 parentId 置为 null,或将级别改为 county。',
    en: 'A city has no region above it, but {name} names one. Set parentId to null, or the level to county.',
  },
  'region.county-without-city': {
    zh: '县(区)“{name}”须归属已登记的市;parentId“{parentId}”不是市。请填写市的编号。',
    en: 'The county {name} must lie in a registered city; the parentId {parentId} is none. Give the id of the city.',
  },
  'region.second-city': {
    zh: '本系统已登记市“{city}”,不能再登记市“{name}”。请登记为县(区)。',
    en: 'This service already has the city {city}, so {name} cannot be a second one. Register it as a county.',
  },
  'region.name-taken': {
    zh: '同一上级下已有名为“{name}”的地区。请核对名称。',
    en: 'There is already a region called {name} there. Check the name.',
  },
  'hospital.region-unknown': {
    zh: '没有编号为“{regionId}”的地区。请先登记地区,或改用已有编号(GET /v1/regions)。',
    en: 'There is no region {regionId}. Register it first, or use one that GET /v1/regions lists.',
  },
  'hospital.name-taken': {
    zh: '已有名为“{name}”的医院。请核对是否重复登记。',
    en: 'There is already a hospital called {name}. Check whether it is registered twice.',
  },
  'hospital.change-before-start': {
    zh: '变更日期 {from} 早于该医院的登记起始日 {start}。请填写 {start} 或之后的日期。',
    en: 'The change is dated {from}, before the hospital begins on {start}. Give {start} or a later day.',
  },
  'hospital.ended': {
    zh: '该医院自 {until} 起已终止,不能再变更。请填写此前的日期。',
    en: 'The hospital ended on {until} and cannot be changed from then on. Give an earlier day.',
  },
  'hospital.already-ended': {
    zh: '该医院已登记自 {until} 起终止,无需再次终止。',
    en: 'The hospital has already been ended, on {until}. Nothing more is to be done.',
  },
  'hospital.unchanged': {
    zh: '自 {from} 起所填内容与现有登记一致,没有可保存的变更。',
    en: 'From {from} on everything given is as it is registered already. Give something that changes.',
  },
  'hospital.end-before-start': {
    zh: '终止日期 {until} 不晚于起始日 {start}。请填写 {start} 之后的日期。',
    en: 'The end {until} is not after the beginning {start}. Give a later day.',
  },
  'hospital.into-itself': {
    zh: '医院不能并入自身({intoId})。请填写接收医院的编号,或置为 null。',
    en: 'A hospital cannot be merged into itself ({intoId}). Name the other hospital, or null.',
  },
  'hospital.into-unknown': {
    zh: '{until} 当日没有编号为“{intoId}”的医院。请核对接收医院的编号和日期。',
    en: 'On {until} there is no hospital {intoId}. Check the id of the hospital it becomes part of, and the day.',
  },
  'ward.hospital-not-in-force': {
    zh: '{from} 当日该医院未开业或已终止,不能登记病区。请核对日期。',
    en: 'On {from} the hospital has not begun or has ended, so it can have no new ward. Check the day.',
  },
  'ward.name-taken': {
    zh: '本院已有名为“{name}”的病区。请使用不同名称,或先终止原病区。',
    en: 'The hospital already has a ward called {name}. Use another name, or end the old ward first.',
  },
  'ward.code-taken': {
    zh: '代码“{code}”已属于病区“{ward}”,否则导入时无法区分。请更换代码,或先从原病区移除。',
    en: 'The code {code} belongs to the ward {ward}; files could not be told apart. Use another code, or take it from that ward first.',
  },
  'ward.change-before-start': {
    zh: '变更日期 {from} 早于该病区的起始日 {start}。请填写 {start} 或之后的日期。',
    en: 'The change is dated {from}, before the ward begins on {start}. Give {start} or a later day.',
  },
  'ward.ended': {
    zh: '该病区自 {until} 起已终止,不能再变更。请填写此前的日期。',
    en: 'The ward ended on {until} and cannot be changed from then on. Give an earlier day.',
  },
  'ward.already-ended': {
    zh: '该病区已登记自 {until} 起终止,无需再次终止。',
    en: 'The ward has already been ended, on {until}. Nothing more is to be done.',
  },
  'ward.unchanged': {
    zh: '自 {from} 起所填内容与现有登记一致,没有可保存的变更。',
    en: 'From {from} on everything given is as it is registered already. Give something that changes.',
  },
  'ward.end-before-start': {
    zh: '终止日期 {until} 不晚于起始日 {start}。请填写 {start} 之后的日期。',
    en: 'The end {until} is not after the beginning {start}. Give a later day.',
  },
  'ward.into-itself': {
    zh: '病区不能并入自身({intoId})。请填写接收病区的编号,或置为 null。',
    en: 'A ward cannot be merged into itself ({intoId}). Name the other ward, or null.',
  },
  'ward.into-elsewhere': {
    zh: '{until} 当日本院没有编号为“{intoId}”的病区。请填写本院在用病区的编号。',
    en: 'On {until} this hospital has no ward {intoId}. Name one of its own wards.',
  },
  'doctor.licence-format': {
    zh: '医师执业证书编码应为 15 位数字,所填为 {characters} 个字符。请按证书核对。',
    en: 'A licence number has 15 digits; {characters} characters were given. Check it against the certificate.',
  },
  'doctor.licence-taken': {
    zh: '该执业证书编码已属于另一位在册医师。如为同一人,请用 POST /v1/doctors/posts 增加执业地点,或申请合并档案。',
    en: 'Another living record bears this licence number. If it is the same person, add a post with POST /v1/doctors/posts, or propose a merge.',
  },
  'doctor.identity-taken': {
    zh: '该身份证件号码已用于另一位在册医师。如为同一人,请按执业证书编码增加执业地点,或申请合并档案。',
    en: 'A registered doctor has this identity number already. If it is the same person, add a post by licence number, or propose a merge.',
  },
  'doctor.in-future': {
    zh: '{field} 为 {date},晚于今天({today})。医师信息自生效之日起登记,请勿提前。',
    en: '{field} is {date}, later than today ({today}). What is said of a doctor is entered when it holds, not ahead.',
  },
  'doctor.change-before-start': {
    zh: '变更日期 {from} 早于该档案的起始日 {start}。请填写 {start} 或之后的日期。',
    en: 'The change is dated {from}, before the record begins on {start}. Give {start} or a later day.',
  },
  'doctor.unchanged': {
    zh: '自 {from} 起所填内容与现有登记一致,没有可保存的变更。',
    en: 'From {from} on everything given is as it is registered already. Give something that changes.',
  },
  'doctor.ended': {
    zh: '该医师档案自 {until} 起已终止。请核对日期,或联系登记该档案的医院。',
    en: 'The record of this doctor ended on {until}. Check the day, or ask the hospital that registered it.',
  },
  'doctor.end-before-start': {
    zh: '终止日期 {until} 早于档案起始日 {start}。请填写 {start} 或之后的日期。',
    en: 'The end {until} is before the record begins on {start}. Give {start} or a later day.',
  },
  'doctor.posts-elsewhere': {
    zh: '该医师在其他医院还有 {posts} 个执业地点,不能由本院终止档案。请只终止本院的执业地点。',
    en: 'The doctor still has {posts} posts at other hospitals, so the record is not yours to end. End your own posts instead.',
  },
  'doctor.own-record': {
    zh: '不能办理本人的档案或处方权。请由其他人员办理。',
    en: 'Nobody decides on their own record or rights. Ask somebody else to do it.',
  },
  'doctor.search-too-long': {
    zh: '检索内容过长,至多 {limit} 个字符。请缩短后重试。',
    en: 'The text to search for is too long; at most {limit} characters. Shorten it.',
  },
  'post.hospital-not-in-force': {
    zh: '{from} 当日该医院不存在或未在业。请核对医院编号和日期。',
    en: 'On {from} there is no such hospital in force. Check the hospital id and the day.',
  },
  'post.ward-elsewhere': {
    zh: '病区“{wardId}”不属于该医院。请选择本院病区,或置为 null。',
    en: 'The ward {wardId} is not of this hospital. Choose one of its own wards, or null.',
  },
  'post.ward-not-in-force': {
    zh: '病区“{wardId}”在 {from} 未启用或已终止。请核对病区和日期。',
    en: 'The ward {wardId} has not begun or has ended on {from}. Check the ward and the day.',
  },
  'post.staff-number-taken': {
    zh: '自 {from} 起该工号已由本院另一位医师使用。请核对工号,或先终止原任职。',
    en: 'From {from} on another doctor of this hospital bears this staff number. Check it, or end the other post first.',
  },
  'post.already-ended': {
    zh: '该任职已登记自 {until} 起终止,无需再次终止。',
    en: 'The post has already been ended, on {until}. Nothing more is to be done.',
  },
  'post.end-before-start': {
    zh: '终止日期 {until} 早于任职起始日 {start}。误登记的任职可自 {start} 起终止。',
    en: 'The end {until} is before the post begins on {start}. A post entered by mistake is ended on {start}.',
  },
  'merge.same-record': {
    zh: '两个编号已是同一份档案,无需合并。',
    en: 'Both ids are one record already. There is nothing to merge.',
  },
  'merge.already-proposed': {
    zh: '其中一份档案已有待确认的合并申请。请先确认或撤回该申请。',
    en: 'A merge with one of these records is already waiting. Confirm or drop that one first.',
  },
  'merge.not-open': {
    zh: '该合并申请已确认或已撤回。如仍需合并,请重新申请。',
    en: 'This merge has been confirmed or dropped. Propose it again if it is still needed.',
  },
  'merge.same-person': {
    zh: '合并须由申请人以外的人员确认。请由另一人办理。',
    en: 'Somebody other than the proposer must confirm a merge. Ask another person.',
  },
  'right.no-post': {
    zh: '{from} 当日该医师在本院没有任职,不能授予处方权。请先登记任职。',
    en: 'On {from} the doctor has no post at this hospital, so it can grant no right. Start a post first.',
  },
  'right.already-granted': {
    zh: '本院已自 {since} 起授予“{rightKind}”处方权。如需调整,请先终止原授权。',
    en: 'The hospital granted {rightKind} already, since {since}. End that grant first if it is to be another.',
  },
  'right.already-ended': {
    zh: '该授权已登记自 {until} 起终止,无需再次终止。',
    en: 'The grant has already been ended, on {until}. Nothing more is to be done.',
  },
  'right.end-before-start': {
    zh: '终止日期 {until} 早于授权起始日 {start}。误登记的授权可自 {start} 起终止。',
    en: 'The end {until} is before the grant begins on {start}. A grant entered by mistake is ended on {start}.',
  },
  'right.recused': {
    zh: '您已就该医师申报利害关系，须回避，不能变动其处方权。请由他人办理。',
    en: 'You have declared an interest about this doctor and cannot change their rights. Somebody else must.',
  },
  'right.points-without-sanction': {
    zh: '仅凭记分不能直接采取处方权措施。请通过“应处理事项”(sanctions)作出处理,或采取安全暂停(holds)。',
    en: 'Points alone are no ground for a measure as such. Impose the sanction they have made due, or put a safety hold.',
  },
  'right.no-kinds': {
    zh: '请至少填写一种处方权(rightKinds)。',
    en: 'Name at least one kind of right in rightKinds.',
  },
  'right.until-not-after-from': {
    zh: '截止日期 {until} 不晚于起始日期 {from}。截止日是不再生效的第一天,请填写更晚的日期。',
    en: 'The end {until} is not after the beginning {from}. The end is the first day it no longer holds; give a later one.',
  },
  'right.measure-in-past': {
    zh: '起始日期 {from} 早于今天({today})。处方权措施不溯及既往,请填写今天或之后的日期。',
    en: 'The measure would begin on {from}, before today ({today}). It cannot act backwards; give today or a later day.',
  },
  'right.kinds-not-granted': {
    zh: '本院在 {from} 未授予该医师:{rightKinds}。请只填写已授予的种类。',
    en: 'On {from} this hospital has not granted the doctor: {rightKinds}. Name only kinds that were granted.',
  },
  'right.already-lifted': {
    zh: '该措施已自 {from} 起解除,无需再次解除。',
    en: 'The measure has already been lifted from {from}. Nothing more is to be done.',
  },
  'right.lift-in-past': {
    zh: '解除日期 {from} 早于今天({today})。请填写今天或之后的日期。',
    en: 'The lifting would begin on {from}, before today ({today}). Give today or a later day.',
  },
  'right.measure-not-in-force': {
    zh: '该措施已于 {until} 到期,{from} 无需解除。',
    en: 'The measure ended on {until}; on {from} there is nothing to lift.',
  },
  'right.changed-since': {
    zh: 'changedSince 不是本系统名单给出的值。请原样使用上一次名单的 changedSince,或省略以取全部名单。',
    en: 'changedSince is not a value that a list of this service gave. Use the changedSince of an earlier list as it is, or leave it out for the whole list.',
  },
};
