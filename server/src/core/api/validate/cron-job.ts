/** CronJob. Source: pkg/apis/batch/validation/validation.go (ValidateCronJobCreate). */
import type { Check } from '../field-error.ts';
import type { Path } from '../path.ts';
import type { CronJob, CronJobSpec } from '../types.ts';
import { wrongSchedule } from './cron-schedule.ts';
import { jobSpec } from './job-spec.ts';
import { metadata } from './metadata.ts';
import { dnsSubdomain } from './names.ts';
import { nonNegative, oneOf, required } from './values.ts';

export function cronJob(check: Check, at: Path, object: CronJob): void {
  metadata(check, at.child('metadata'), object.metadata, dnsSubdomain);
  const { name = '' } = object.metadata ?? {};
  // The controller adds a dash and ten digits, and the name of a Job may have 63 characters.
  if (name.length > 52)
    check.invalid(
      at.child('metadata', 'name'),
      `"${name}" has ${name.length} characters: a CronJob's name may have 52.`,
    );
  spec(check, at.child('spec'), object.spec ?? {});
}

function spec(check: Check, at: Path, spec: CronJobSpec): void {
  const { schedule, timeZone, jobTemplate } = spec;
  const path = at.child('schedule');
  if (required(check, path, schedule, 'The schedule is missing.')) {
    const wrong = wrongSchedule(schedule);
    if (wrong !== undefined) check.invalid(path, `"${schedule}" ${wrong}.`);
    else if (schedule.includes('TZ')) check.invalid(path, 'The time zone has a field of its own: timeZone.');
  }
  nonNegative(check, at.child('startingDeadlineSeconds'), spec.startingDeadlineSeconds);
  if (timeZone !== undefined) zone(check, at.child('timeZone'), timeZone);
  oneOf(check, at.child('concurrencyPolicy'), spec.concurrencyPolicy || undefined, ['Allow', 'Forbid', 'Replace']);
  const job = at.child('jobTemplate', 'spec');
  jobSpec(check, job, jobTemplate?.spec ?? {});
  if (jobTemplate?.spec?.selector)
    check.invalid(job.child('selector'), 'The server makes the selector of each Job itself.', {
      repairs: [{ kind: 'remove' }],
    });
  if (jobTemplate?.spec?.manualSelector)
    check.report(
      'Unsupported value',
      job.child('manualSelector'),
      'The server makes the selector of each Job itself: manualSelector cannot be true.',
      { repairs: [{ kind: 'remove' }] },
    );
  nonNegative(check, at.child('successfulJobsHistoryLimit'), spec.successfulJobsHistoryLimit);
  nonNegative(check, at.child('failedJobsHistoryLimit'), spec.failedJobsHistoryLimit);
}

function zone(check: Check, path: Path, name: string): void {
  if (name.toLowerCase() === 'local' || !isZone(name))
    check.invalid(path, `"${name}" is no time zone, such as Europe/Vienna or Etc/UTC.`);
}

/** Whether the zone is in the list that this program has; the server has one of its own. */
function isZone(name: string): boolean {
  if (!/^[A-Za-z._\-0-9+]{1,14}(?:\/[A-Za-z._\-0-9+]{1,14})*$/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
