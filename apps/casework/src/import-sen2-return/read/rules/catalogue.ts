import type { Rule } from './rule.js';

const error = (id: string, text: string): Rule => ({ id, severity: 'error', text });
const query = (id: string, text: string): Rule => ({ id, severity: 'query', text });

/**
 * Faults of files as a whole. Nothing is imported while there is one: a part of a return taken for the whole would
 * take children out of every measure.
 */
export const SEN2_REFUSALS = {
  folderMissing: error('SEN2-F01', 'There is no such folder.'),
  folderIsFile: error('SEN2-F02', 'This is a file; the folder with the nine files of the export is needed.'),
  folderUnreadable: error('SEN2-F03', 'The folder cannot be read; check who may read it.'),
  fileMissing: error('SEN2-F04', 'The file is missing: its name should end with the name of the module and ".csv".'),
  fileTwice: error('SEN2-F05', 'There are two or more files for this module; leave one.'),
  fileUnreadable: error('SEN2-F06', 'The file cannot be read; check who may read it.'),
  fileTooLarge: error('SEN2-F07', 'The file is larger than any return can be.'),
  fileEmpty: error('SEN2-F08', 'The file is empty: not even the line with the names of the columns is there.'),
  utf16: error('SEN2-F09', 'The file is in UTF-16; save it again as "CSV UTF-8".'),
  nulBytes: error('SEN2-F10', 'The file has zero bytes in it: it is damaged, or it is no CSV file.'),
  columnMissing: error('SEN2-F11', 'A column without which the file cannot be read is missing.'),
  keyColumnTwice: error('SEN2-F12', 'A column without which the file cannot be read is there twice.'),
  quoteNotClosed: error('SEN2-F13', 'A quotation mark opens on this line and is not closed.'),
  recordTooLong: error('SEN2-F14', 'The row that starts on this line is longer than any row of a return can be.'),
  noHeaderRow: error('SEN2-F15', 'There is no row that says whose return this is and of which year.'),
  twoHeaderRows: error('SEN2-F16', 'There are two or more rows that say whose return this is: is it two returns?'),
  otherAuthority: error('SEN2-F17', 'The return is of another authority than the one named for this import.'),
  noPerson: error('SEN2-F18', 'No person in the return can be used: are the nine files of one export?'),
  noYear: error('SEN2-F19', 'The return does not say of which year it is, in a form that can be read.'),
  noDateTime: error('SEN2-F20', 'Neither the return nor the name of its file says when it was made.'),
  fileChanged: error('SEN2-F21', 'The file changed while it was read; start again.'),
  tooManyRowsForOne: error('SEN2-F22', 'There are more rows for one person than any person can have.'),
  headerUnusable: error('SEN2-F23', 'The row that says whose return this is cannot be used.'),
} as const satisfies Record<string, Rule>;

/**
 * Faults of rows, and of files that can be read all the same (data-standards.md §1.6). DfE's own rule numbers and
 * texts were not found; these ids are ours.
 */
export const SEN2_RULES = {
  // Errors: the row is left out, and each row below it.
  wrongCells: error('SEN2-R001', 'The row has more or fewer cells than the file has columns.'),
  keyMissing: error('SEN2-R002', 'The row has no key, or one that cannot be read.'),
  keyRepeated: error('SEN2-R003', 'A second row with this key; the first is used.'),
  noParent: error('SEN2-R004', 'The row above it does not exist.'),
  parentLeftOut: error('SEN2-R005', 'The row above it cannot be used.'),
  mandatoryBlank: error('SEN2-R006', 'Blank; without it the row cannot be used.'),
  mandatoryCode: error('SEN2-R007', 'Not in the list of codes; without it the row cannot be used.'),
  mandatoryDate: error('SEN2-R008', 'No day of the calendar, or in no form known; without it the row cannot be used.'),
  afterReturn: error('SEN2-R009', 'After the day on which the return was made.'),
  decidedBeforeReceived: error('SEN2-R010', 'The request was decided before it was received.'),
  assessedBeforeRequest: error('SEN2-R011', 'The outcome of the assessment lies before the request or its decision.'),
  startsTooEarly: error('SEN2-R012', 'The plan starts before the request or a decision that led to it.'),
  ceasesBeforeStart: error('SEN2-R013', 'The plan ceased before it started.'),

  // Queries about a field.
  dateUnreadable: query('SEN2-R020', 'No day of the calendar, or in no form known; left blank.'),
  dateOtherForm: query('SEN2-R021', 'In another form than the export writes; read, a day first as day, month, year.'),
  codeUnknown: query('SEN2-R022', 'Not in the list of codes; left blank.'),
  flagUnreadable: query('SEN2-R023', 'Neither 0 nor 1; left blank.'),
  numberUnreadable: query('SEN2-R024', 'Not a number of the right form (damaged by a spreadsheet?); left blank.'),
  upnForm: query('SEN2-R025', 'Not in the form of a UPN; left blank.'),
  upnCheck: query('SEN2-R026', 'The check letter of the UPN does not agree with the rest of it.'),
  ulnCheck: query('SEN2-R027', 'The check digit of the ULN does not agree with the rest of it.'),
  week20Blank: query('SEN2-R028', 'Blank; taken as: no exception to the 20 weeks.'),
  blank: query('SEN2-R029', 'Blank, and every return should have it.'),
  textTooLong: query('SEN2-R030', 'Longer than any such text; left blank.'),

  // Queries about a person.
  noIdentifier: query('SEN2-R040', 'Neither UPN nor ULN, and no reason for it.'),
  upnTwice: query('SEN2-R041', 'Another person has the same UPN; taken as two persons.'),
  ulnTwice: query('SEN2-R042', 'Another person has the same ULN; taken as two persons.'),
  nameTwice: query('SEN2-R043', 'Another person has the same name and birth date, and neither has a UPN or ULN.'),
  bornAfterRequest: query('SEN2-R044', 'Born after the request was received.'),
  pastLegalAge: query('SEN2-R045', 'An active plan past the end of the academic year of the 25th birthday.'),
  tooOldForRequest: query('SEN2-R046', 'Too old for a plan when the request was received.'),
  noRequest: query('SEN2-R047', 'A person without a request.'),

  // Queries about a request and what follows it.
  assessmentMissing: query('SEN2-R050', 'Decided to assess, and there is no assessment row.'),
  refusedButAssessed: query('SEN2-R051', 'Refused, yet assessed, with no mediation or tribunal flag.'),
  undecidedButAssessed: query('SEN2-R052', 'Undecided or withdrawn, yet there is an assessment row.'),
  decisionUndated: query('SEN2-R053', 'Decided, and no date of it.'),
  datedWithoutDecision: query('SEN2-R054', 'A date of a decision that was not made.'),
  exportedButPlan: query('SEN2-R055', 'Moved away before the assessment ended, yet a plan was issued here: it counts.'),
  sameDayTwice: query('SEN2-R056', 'The person has two requests received on this day.'),
  ownAuthority: query('SEN2-R057', 'The code of this authority itself.'),
  noPlanButPlan: query('SEN2-R058', 'Decided not to issue, yet there is a plan, with no mediation or tribunal flag.'),
  undecidedButPlan: query('SEN2-R059', 'Undecided or withdrawn, yet there is a plan.'),
  planMissing: query('SEN2-R060', 'A plan was issued, and there is no row for it.'),
  ceasedButActive: query('SEN2-R061', 'The plan ceased and is listed as active: taken as ceased.'),
  activeWithoutPlan: query('SEN2-R062', 'Listed as active, and there is no plan.'),
  transferNotHistorical: query('SEN2-R063', 'Transferred in, yet the assessment is not marked as historical.'),
  oneTooMany: query('SEN2-R064', 'A second row where a return has one.'),
  ceaseDateMissing: query('SEN2-R065', 'A reason for ceasing, and no date of it.'),
  ceaseReasonMissing: query('SEN2-R066', 'Ceased, and no reason for it.'),

  // Queries about settings, needs and reviews.
  noSetting: query('SEN2-R070', 'Neither URN, UKPRN nor SENSetting.'),
  indicatorBlank: query('SEN2-R071', 'Blank, and a URN or UKPRN is given.'),
  twoOfOneRank: query('SEN2-R072', 'A second one of the same rank.'),
  noPrimary: query('SEN2-R073', 'None of the needs is of rank 1.'),
  leftBeforeEntry: query('SEN2-R074', 'Left before the placement began.'),
  decidedBeforeMeeting: query('SEN2-R075', 'The review was decided before its meeting.'),
  reviewAfterReturn: query('SEN2-R076', 'After the day on which the return was made.'),
  reviewOutcomeMissing: query('SEN2-R077', 'The review was decided, and no outcome of it is given.'),

  // Queries about a file.
  windows1252: query('SEN2-R080', 'The file is not in UTF-8; read as Windows-1252.'),
  unknownColumn: query('SEN2-R081', 'A column that is not known: ignored.'),
  columnAbsent: query('SEN2-R082', 'The column is not there; taken as blank in every row.'),
  columnTwice: query('SEN2-R083', 'The column is there twice; the first is read.'),

  // Queries about the header.
  referenceDateTaken: query('SEN2-R090', 'The census date cannot be read; taken as the third Thursday of January.'),
  dateTimeTaken: query('SEN2-R091', 'When the return was made cannot be read; taken from the name of the file.'),
  yearTaken: query('SEN2-R092', 'The year cannot be read; taken from the census date.'),
  authorityTaken: query(
    'SEN2-R094',
    'The code of the authority cannot be read; taken as the one named for this import.',
  ),
  yearDiffers: query('SEN2-R093', 'The year is not that of the census date.'),
} as const satisfies Record<string, Rule>;

/** Every rule by its id. */
export const RULE_BY_ID: ReadonlyMap<string, Rule> = new Map(
  [...Object.values(SEN2_REFUSALS), ...Object.values(SEN2_RULES)].map((rule) => [rule.id, rule]),
);
