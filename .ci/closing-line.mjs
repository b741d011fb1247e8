// The plain last line of a run, from the test runner's own report.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync('.cache/tests.json', 'utf8'));
const failed =
  report.numFailedTests +
  report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
console.log(`${report.numPassedTests} passed, ${failed} failed`);
process.exit(failed === 0 && report.numPassedTests > 0 ? 0 : 1);
