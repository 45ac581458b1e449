/** When a CronJob runs, as github.com/robfig/cron v3 reads it (ParseStandard). */

interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly names?: readonly string[];
}

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const months = ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const fields: readonly Bounds[] = [
  { low: 0, high: 59 },
  { low: 0, high: 23 },
  { low: 1, high: 31 },
  { low: 1, high: 12, names: months },
  { low: 0, high: 6, names: days },
];
const what = ['minute', 'hour', 'day of the month', 'month', 'day of the week'];
const words = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/** What is wrong with a schedule, in words that go on from `"text" `; undefined when nothing is. */
export function wrongSchedule(text: string): string | undefined {
  // The time zone in front is asked for elsewhere.
  const schedule = text.replace(/^(?:CRON_)?TZ=\S* */, '').trim();
  if (schedule.startsWith('@')) {
    if (words.includes(schedule) || isEvery(schedule)) return undefined;
    return `is none of the words for a schedule: ${words.join(', ')}, @every 1h30m`;
  }
  const parts = schedule.split(/\s+/).filter((part) => part !== '');
  if (parts.length !== 5) return `has ${parts.length} fields: minute, hour, day of the month, month, day of the week`;
  const wrong = parts.findIndex((part, i) => !part.split(',').every((range) => isRange(range, fields[i] ?? fields[0])));
  return wrong < 0 ? undefined : `has no ${what[wrong]} that can be read in "${parts[wrong]}"`;
}

const isEvery = (text: string) => /^@every [+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/.test(text);

/** `*`, `5`, `1-5`, `mon-fri`, each with `/step` after it. */
function isRange(text: string, bounds: Bounds = { low: 0, high: 59 }): boolean {
  const [range = '', step, more] = text.split('/');
  if (more !== undefined || (step !== undefined && !(isNumber(step) && Number(step) > 0))) return false;
  const [start = '', end, rest] = range.split('-');
  if (rest !== undefined) return false;
  if (start === '*' || start === '?') return true;
  const low = numberOf(start, bounds);
  const high = end === undefined ? low : numberOf(end, bounds);
  if (low === undefined || high === undefined) return false;
  return low >= bounds.low && high <= bounds.high && low <= high;
}

const isNumber = (text: string) => /^\+?\d+$/.test(text);

function numberOf(text: string, { names = [] }: Bounds): number | undefined {
  const named = text === '' ? -1 : names.indexOf(text.toLowerCase());
  if (named >= 0) return named;
  return isNumber(text) ? Number(text) : undefined;
}
