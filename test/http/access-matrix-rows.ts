import { costRows } from './matrix/access-matrix-cost.ts';
import { type MatrixRow, type More, nothing, object, wholeHospital } from './matrix/access-matrix-row.ts';
import { signalRows } from './signals/access-matrix-rows.ts';

const password = 'a first password';
const reason = '矩阵';
const yesterday = '2026-11-19';
const longAgo = '1999-01-01';
const minutes = { ref: '纪要', sha256: 'a'.repeat(64), heldOn: yesterday };

/** What belongs to the city as a whole is written by whoever has the whole city. */
const wholeCity: More = { except: { 'commission-registrar (county)': { own: 'absent' } } };
/** Everybody else has no record of their own. */
const ownRecord: More = {
  except: Object.fromEntries(
    [
      'department-head (department)',
      'auditor (hospital)',
      'reviewer (hospital)',
      'medical-affairs (hospital)',
      'ethics-office (hospital)',
      'commission-officer (city)',
      'commission-officer (county)',
    ].map((name) => [name, { own: 'absent' as const }]),
  ),
};

const newFinding = (hospitalId: string, staffNo: string) => ({
  persons: [{ doctor: { staffNo }, capacity: 'prescriber' }],
  hospitalId,
  occurredOn: '2026-11-02',
  setting: 'outpatient',
  actRef: 'RX-matrix',
  source: 'prescription-review',
  items: [{ scheme: 'ganzhou-default', code: '2-1' }],
});

/** A sanction due of every doctor of the matrix: nobody has reached it, and whoever may act is told so. */
const dueAt = (hospitalId: string) => ({ sanctionDueId: 'ganzhou-default:reminder-talk:2026', hospitalId });

/** Nobody of the matrix has reached a talk: its record is absent for everybody. test/http/papers.test.ts prints one. */
const nothingDue: More = {
  except: Object.fromEntries(
    [
      'doctor (self)',
      'department-head (department)',
      'auditor (hospital)',
      'reviewer (hospital)',
      'medical-affairs (hospital)',
      'ethics-office (hospital)',
      'commission-officer (city)',
      'commission-officer (county)',
    ].map((name) => [name, { own: 'absent' as const, other: 'absent' as const }]),
  ),
};

export const rows: Readonly<Record<string, MatrixRow>> = {
  ...signalRows,
  listMeasures: nothing(),
  ...costRows,
  importCost: object(({ hospitalId }) => ({
    query: { dataset: 'inpatientRows', hospital: hospitalId, dryRun: 'true' },
    upload: { type: 'text/csv', content: 'BAH,CYSJ' },
  })),
  listImportJobs: object(({ hospitalId }) => ({ query: { hospital: hospitalId } })),
  getImportJob: object(({ importJobId }) => ({ params: { jobId: importJobId } })),
  downloadImportReport: object(({ importJobId }) => ({ params: { jobId: importJobId } })),
  listSliceImports: object(({ hospitalId }) => ({
    query: { hospital: hospitalId, month: '2026-10', dataset: 'inpatientRows' },
  })),
  pointSlice: object(({ hospitalId }) => ({
    body: { hospitalId, month: '2026-10', dataset: 'inpatientRows', importId: 'imp_nothing' },
  })),
  listUnmappedWards: object(({ hospitalId }) => ({ query: { hospital: hospitalId } })),
  rerollWards: object(({ hospitalId }) => ({ body: { hospitalId, dryRun: true } })),
  openAccount: object(({ hospitalId }, _city, target) => ({
    body: { personKind: 'human', name: '某人', identityNo: null, login: `open.${target}`, password, hospitalId },
  })),
  openAccountFor: object(({ doctorId, hospitalId }) => ({
    params: { personId: doctorId },
    body: { login: 'open.doctor', password, hospitalId },
  })),
  findAccount: object(({ login }) => ({ query: { login } })),
  readAccount: object(({ accountId }) => ({ params: { accountId } })),
  resetPassword: object(({ accountId }) => ({ params: { accountId }, body: { password, reason } })),
  resetFactor: object(({ accountId }) => ({ params: { accountId }, body: { reason } })),
  linkAccount: object(({ accountId }) => ({ params: { accountId }, body: { subject: 'nobody' } })),
  unlinkAccount: object(({ accountId }) => ({ params: { accountId }, body: { reason } })),
  closeAccount: object(({ accountId }) => ({ params: { accountId }, body: { reason } })),
  listSessionsOfAccount: object(({ accountId }) => ({ params: { accountId } })),
  endSessionsOfAccount: object(({ accountId }) => ({ params: { accountId } })),
  listStaffGrants: nothing(),
  listAccessGrants: object(({ personId }) => ({ params: { personId } })),
  grantAccess: object(({ personId, hospitalId }) => ({
    body: {
      personId,
      role: 'reviewer',
      scope: { kind: 'hospital', hospitalId },
      category: null,
      from: '2026-01-01',
      until: null,
    },
  })),
  endAccess: object(({ accessGrantId }) => ({
    params: { grantId: accessGrantId },
    body: { until: '2027-01-01', reason },
  })),

  listRegions: nothing(),
  registerRegion: nothing((at) => ({ body: { name: '又一县', level: 'county', parentId: at.regionId } }), wholeCity),
  listHospitals: nothing(),
  registerHospital: object(
    ({ regionId }, _city, target) => ({
      body: {
        name: `医院${target}`,
        regionId,
        level: 2,
        hospitalKind: 'general',
        monitored: false,
        from: '2026-01-01',
      },
    }),
    { absentInBody: 422 },
  ),
  getHospital: object(({ hospitalId }) => ({ params: { hospitalId } })),
  changeHospital: object(({ hospitalId }) => ({ params: { hospitalId }, body: { from: longAgo, set: { level: 2 } } })),
  endHospital: object(({ hospitalId }) => ({ params: { hospitalId }, body: { until: longAgo, reason, intoId: null } })),
  listWards: object(({ hospitalId }) => ({ params: { hospitalId } })),
  registerWard: object(({ hospitalId }) => ({
    params: { hospitalId },
    body: {
      name: '心内一病区',
      department: '心内科',
      specialty: '03.04 心血管内科专业',
      codes: ['0301'],
      from: '2020-01-01',
    },
  })),
  getWard: object(({ hospitalId, wardId }) => ({ params: { hospitalId, wardId } })),
  changeWard: object(({ hospitalId, wardId }) => ({
    params: { hospitalId, wardId },
    body: { from: longAgo, set: { name: '心内病区' } },
  })),
  endWard: object(({ hospitalId, wardId }) => ({
    params: { hospitalId, wardId },
    body: { until: longAgo, reason, intoId: null },
  })),

  searchDoctors: nothing(() => ({ query: { q: '甲乙' } })),
  registerDoctor: object(({ hospitalId, wardId }) => ({
    body: {
      name: '张伟明',
      licenceNo: '360700000008888',
      title: '主治医师',
      antibacterialGrade: 'restricted',
      licensedOn: '2015-06-01',
      practiceScope: '内科专业',
      from: '2020-01-01',
      idNumber: null,
      post: { hospitalId, staffNo: 'NEW1', department: '心内科', wardId, from: '2020-01-01' },
    },
  })),
  importDoctors: object(({ hospitalId }) => ({
    query: { hospital: hospitalId, dryRun: 'true' },
    upload: { type: 'text/csv', content: '姓名,执业证书编码\n某某,360700000007777\n' },
  })),
  getDoctor: object(({ doctorId }) => ({ params: { doctorId } })),
  changeDoctor: object(({ doctorId }) => ({ params: { doctorId }, body: { from: longAgo, set: { title: '医师' } } })),
  endDoctor: object(({ doctorId }) => ({ params: { doctorId }, body: { until: longAgo, reason } })),
  startPostByLicence: object(({ licenceNo, hospitalId, wardId }) => ({
    body: { licenceNo, hospitalId, staffNo: 'NEW2', department: '心内科', wardId, from: longAgo },
  })),
  startPost: object(({ doctorId, hospitalId }) => ({
    params: { doctorId },
    body: { hospitalId, staffNo: 'NEW2', department: '心内科', wardId: null, from: longAgo },
  })),
  movePost: object(({ doctorId, postId }) => ({
    params: { doctorId, postId },
    body: { from: longAgo, set: { department: '呼吸科' }, reason },
  })),
  endPost: object(({ doctorId, postId }) => ({ params: { doctorId, postId }, body: { until: longAgo, reason } })),
  listMerges: nothing(),
  previewMerge: object(({ duplicateId, twinId }) => ({ query: { doctor: duplicateId, duplicate: twinId } })),
  proposeMerge: object(({ duplicateId, twinId }) => ({ body: { doctorId: duplicateId, duplicateId: twinId, reason } })),
  getMerge: object(({ mergeId }) => ({ params: { mergeId } })),
  // Confirmed or dropped by the first member who may; the others are told the state, not that it is absent.
  confirmMerge: object(({ mergeId }) => ({ params: { mergeId } })),
  dropMerge: object(({ mergeId }) => ({ params: { mergeId }, body: { reason } })),

  listRightsOfDoctor: object(({ doctorId }) => ({ params: { doctorId } })),
  grantRight: object(({ doctorId, hospitalId }) => ({
    params: { doctorId },
    body: { hospitalId, rightKind: 'general', from: longAgo, document: null },
  })),
  endRight: object(({ doctorId, hospitalId, rightGrantId }) => ({
    params: { doctorId, grantId: rightGrantId },
    body: { hospitalId, until: longAgo, reason },
  })),
  measureRight: object(({ doctorId, hospitalId }) => ({
    params: { doctorId },
    body: {
      hospitalId,
      measure: 'suspended',
      rightKinds: ['general'],
      from: longAgo,
      until: null,
      legalBasis: 'periodic-assessment',
      reason,
      document: null,
    },
  })),
  liftMeasure: object(({ doctorId, hospitalId, measureId }) => ({
    params: { doctorId, measureId },
    body: { hospitalId, from: longAgo, reason, document: null },
  })),
  getPrescribingRight: object(({ licenceNo }) => ({ params: { licenceNo } })),
  listPrescribingRights: object(({ hospitalId }) => ({ query: { hospital: hospitalId } }), wholeHospital),

  listSchemes: nothing(),
  adoptScheme: object(({ regionId }) => ({
    body: { file: 'ganzhou-default-2026.yaml', from: '2026-01-01', jurisdictionId: regionId, document: null },
  })),
  replayScheme: nothing(() => ({ body: { scheme: { id: 'ganzhou-default' } } })),
  exportReplay: nothing(() => ({ body: { scheme: { id: 'ganzhou-default' } } })),
  proposeAdoption: object(({ regionId }) => ({
    body: {
      file: 'ganzhou-default-2026.yaml',
      from: '2027-01-01',
      jurisdictionId: regionId,
      document: '矩阵〔2026〕1号',
      publishedOn: '2026-11-01',
    },
  })),
  confirmAdoption: object(({ adoptionId }) => ({ params: { adoptionId } })),
  dropAdoption: object(({ adoptionId }) => ({ params: { adoptionId }, body: { reason } })),
  getScheme: nothing(() => ({ params: { schemeId: 'ganzhou-default' } })),
  listViolationTypes: nothing(),
  listCalendars: nothing(),
  loadCalendar: nothing(
    () => ({ body: { year: 2031, source: '通知', holidays: ['2031-01-01'], makeUpWorkdays: [] } }),
    wholeCity,
  ),

  recordDeduction: object(({ hospitalId, staffNo }) => ({ body: newFinding(hospitalId, staffNo) })),
  previewFinding: object(({ hospitalId, staffNo }) => ({ body: newFinding(hospitalId, staffNo) })),
  listDeductions: nothing(),
  exportDeductions: nothing(),
  printDeductionPaper: object(({ deductionId }) => ({ params: { deductionId, paper: 'notice' } })),
  getDeduction: object(({ deductionId }) => ({ params: { deductionId } })),
  previewConfirmation: object(({ deductionId }) => ({ params: { deductionId } })),
  stateOnDeduction: object(({ deductionId }) => ({ params: { deductionId }, body: { text: '说明', attachments: [] } })),
  acknowledgeDeduction: object(({ deductionId }) => ({ params: { deductionId } })),
  confirmDeduction: object(({ deductionId }) => ({ params: { deductionId }, body: { note: '' } })),
  dismissDeduction: object(({ deductionId }) => ({
    params: { deductionId },
    body: { reason, exculpation: 'no-such' },
  })),
  withdrawDeduction: object(({ deductionId }) => ({ params: { deductionId }, body: { reason } })),
  getReceipts: object(({ deductionId }) => ({ params: { deductionId } })),
  getStanding: object(({ doctorId }) => ({ params: { doctorId } })),
  getOwnStanding: nothing(() => ({}), ownRecord),
  listOwnDeductions: nothing(),
  listOwnReceipts: nothing(),
  getOwnHead: nothing(),

  postLead: object(({ hospitalId }) => ({
    body: {
      hospitalId,
      doctor: null,
      source: 'his-hit',
      occurredOn: yesterday,
      actRef: 'L-matrix',
      code: null,
      text: '线索',
    },
  })),
  listLeads: nothing(),
  getLead: object(({ leadId }) => ({ params: { leadId } })),
  closeLead: object(({ leadId }) => ({
    params: { leadId },
    body: { outcome: 'set-aside', deductionId: null, reason },
  })),
  listMappings: object(({ hospitalId }) => ({ query: { hospital: hospitalId } })),
  saveMapping: object(({ hospitalId }) => ({
    body: { hospitalId, name: '矩阵映射', columns: { staffNo: '工号', occurredOn: '日期', codes: '代码' }, codes: {} },
  })),
  recordWorksheet: object(({ hospitalId, mappingId }) => ({
    query: {
      hospital: hospitalId,
      mapping: mappingId,
      scheme: 'ganzhou-default',
      setting: 'outpatient',
      dryRun: 'true',
    },
    upload: { type: 'text/csv', content: '工号,日期,处方号,代码\nM101,2026-11-02,R1,2-1\n' },
  })),

  listSanctions: nothing(),
  listSanctionsOfDoctor: object(({ doctorId }) => ({ params: { doctorId } })),
  printInterview: object(
    ({ doctorId, hospitalId }) => ({
      params: { doctorId },
      query: { hospital: hospitalId, sanctionDueId: dueAt(hospitalId).sanctionDueId },
    }),
    nothingDue,
  ),
  imposeSanction: object(({ doctorId, hospitalId }) => ({
    params: { doctorId },
    body: {
      ...dueAt(hospitalId),
      ...{ from: '2026-12-01', until: null, inpatientsTo: null, attestation: null, reason, document: '1号' },
    },
  })),
  orderSanction: object(({ doctorId, hospitalId }) => ({
    params: { doctorId },
    body: { ...dueAt(hospitalId), document: '1号', reason },
  })),
  holdTalk: object(({ doctorId, hospitalId }) => ({
    params: { doctorId },
    body: { ...dueAt(hospitalId), heldOn: '2026-11-19', minutes: { ref: '1号', note: null, sha256: null } },
  })),
  recordRequirement: object(({ doctorId, hospitalId }) => ({
    params: { doctorId },
    body: { ...dueAt(hospitalId), requirement: 'exam', doneOn: '2026-11-19', passed: true },
  })),
  setSanctionAside: object(({ doctorId, hospitalId }) => ({
    params: { doctorId },
    body: { ...dueAt(hospitalId), reason },
  })),
  putHold: object(({ doctorId, hospitalId }) => ({
    params: { doctorId },
    body: {
      ...{ hospitalId, schemeId: 'ganzhou-default', rightKinds: ['general'], until: '2026-11-24' },
      ...{ inpatientsTo: null, reason },
    },
  })),
  renewHold: object(({ doctorId, hospitalId, measureId }) => ({
    params: { doctorId, measureId },
    body: { hospitalId, until: '2026-11-26', inpatientsTo: null, reason },
  })),
  listCredits: nothing(),
  recordCredit: object(({ doctorId, hospitalId }) => ({
    params: { doctorId },
    body: { hospitalId, scheme: 'ganzhou-default', activity: '没有的活动', doneOn: yesterday },
  })),
  confirmCredit: object(({ doctorId, hospitalId, creditId }) => ({
    params: { doctorId, creditId },
    body: { hospitalId, note: '' },
  })),
  declineCredit: object(({ doctorId, hospitalId, creditId }) => ({
    params: { doctorId, creditId },
    body: { hospitalId, reason },
  })),

  getAppeal: object(({ deductionId }) => ({ params: { deductionId } }), {
    // A panellist reads what has been appealed and nothing else.
    except: { 'appeal-panellist (hospital)': { own: 'absent' } },
  }),
  deliverDeduction: object(({ deductionId }) => ({
    params: { deductionId },
    body: { how: 'signed-paper', receivedOn: yesterday, document: { ref: '回证' } },
  })),
  fileAppeal: object(({ deductionId }) => ({ params: { deductionId }, body: { grounds: '理由' } })),
  withdrawAppeal: object(({ deductionId }) => ({ params: { deductionId } })),
  waiveAppeal: object(({ deductionId }) => ({ params: { deductionId } })),
  ruleOnAppeal: object(({ deductionId }) => ({
    params: { deductionId },
    body: { outcome: 'upheld', reason, memberIds: [], minutes },
  })),
  confirmDeductions: object(({ deductionId }) => ({ body: { deductionIds: [deductionId, deductionId], minutes } })),
  recordOutcome: object(({ deductionId }) => ({
    params: { deductionId },
    body: {
      forum: 'court',
      outcome: 'revoked',
      decision: { document: '1号', authority: '法院', decidedOn: yesterday },
      reason,
    },
  })),
  proposeReversal: object(({ deductionId }) => ({ params: { deductionId }, body: { reason } })),
  confirmReversal: object(({ deductionId }) => ({ params: { deductionId }, body: {} })),
  dropReversal: object(({ deductionId }) => ({ params: { deductionId }, body: { reason } })),
  proposeErasure: object(({ deductionId }) => ({ params: { deductionId }, body: { reason } })),
  confirmErasure: object(({ deductionId }) => ({ params: { deductionId }, body: {} })),
  dropErasure: object(({ deductionId }) => ({ params: { deductionId }, body: { reason } })),
  proposeRemainderErasure: object(({ doctorId }) => ({ params: { doctorId }, body: { reason } })),
  confirmRemainderErasure: object(({ doctorId }) => ({ params: { doctorId }, body: {} })),
  dropRemainderErasure: object(({ doctorId }) => ({ params: { doctorId }, body: { reason } })),
  listErasures: object(({ doctorId }) => ({ params: { doctorId } })),
  getDueProcessFile: object(({ doctorId }) => ({ params: { doctorId } })),
  recordLeave: object(({ duplicateId, hospitalId }) => ({
    params: { doctorId: duplicateId },
    body: { hospitalId, from: yesterday, until: longAgo, document: '病假单' },
  })),
  endLeave: object(({ duplicateId, hospitalId, leaveId }) => ({
    params: { doctorId: duplicateId, leaveId },
    body: { hospitalId, until: longAgo, reason },
  })),
  declareInterest: object(({ duplicateId, hospitalId }) => ({
    params: { doctorId: duplicateId },
    body: { hospitalId, reason },
  })),
  endInterest: object(({ duplicateId, hospitalId, interestId }) => ({
    params: { doctorId: duplicateId, interestId },
    body: { hospitalId, reason },
  })),
  recordOpening: object(({ doctorId, hospitalId }) => ({
    params: { doctorId },
    body: { hospitalId, scheme: 'ganzhou-default', points: 99, carriedOn: longAgo, document: { ref: '台账' }, reason },
  })),
  confirmOpening: object(({ doctorId, hospitalId, openingId }) => ({
    params: { doctorId, openingId },
    body: { hospitalId },
  })),
  dropOpening: object(({ doctorId, hospitalId, openingId }) => ({
    params: { doctorId, openingId },
    body: { hospitalId, reason },
  })),
  proposeOpeningReversal: object(({ doctorId, hospitalId, openingId }) => ({
    params: { doctorId, openingId },
    body: { hospitalId, reason },
  })),
  confirmOpeningReversal: object(({ doctorId, hospitalId, openingId }) => ({
    params: { doctorId, openingId },
    body: { hospitalId },
  })),
  dropOpeningReversal: object(({ doctorId, hospitalId, openingId }) => ({
    params: { doctorId, openingId },
    body: { hospitalId, reason },
  })),
  listDuties: nothing(),
  listMandates: object(({ hospitalId }) => ({ query: { hospital: hospitalId } })),
  searchStaff: object(({ hospitalId }) => ({ query: { hospital: hospitalId } })),
  giveMandate: object(({ hospitalId, personId }) => ({
    body: { hospitalId, personId, role: 'reviewer', from: yesterday, until: longAgo, reason, document: '1号' },
  })),
  endMandate: object(({ mandateId }) => ({ params: { mandateId }, body: { until: '2099-01-01', reason } })),

  listWebhooks: object(({ hospitalId }) => ({ query: { hospital: hospitalId } })),
  openWebhook: object(({ hospitalId }) => ({
    body: { hospitalId, url: 'https://elsewhere.example/', from: '2026-11-20', secret: 'x'.repeat(32) },
  })),
  endWebhook: object(({ webhookId }) => ({ params: { webhookId }, body: { until: longAgo, reason } })),

  listAccessToMe: nothing(),
  listChecksOfMe: nothing(),
  listAccessRecords: nothing(),
  exportAccessRecords: nothing(),
  listRightChecks: nothing(),
  readSecuritySettings: nothing(),
  readLedger: nothing(),
};
