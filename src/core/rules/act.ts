/**
 * One prescription or order (actRef), unique within its hospital, as acts are told apart: a worksheet, a HIS and a person
 * write the same number in full-width figures, with a space behind it or with one nobody sees, and it is one act all the
 * same. Upper and lower case stay apart, because some systems number by both.
 */
export function actKey(hospitalId: string, actRef: string): string {
  // Nearly every number is plain, and a fold asks this of every item.
  const plain = /^[\x21-\x7e]*$/.test(actRef) ? actRef : actRef.normalize('NFKC').replace(/[\s\p{Cf}]+/gu, '');
  return `${hospitalId}/${plain}`;
}
