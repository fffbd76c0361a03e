import { expect, test } from 'vitest';
import { formatTime } from '../../../src/server/pseudoVariables/timeFormat.js';

/** Local times: a Monday morning, a Sunday noon, a Thursday night. */
const times = [
  new Date(2026, 0, 5, 9, 7, 3),
  new Date(2027, 1, 28, 12, 0, 59),
  new Date(2020, 11, 31, 0, 45, 0),
];

/** What strftime(3) of glibc prints for each of them in the C locale, as `date -d … +FORMAT` shows. */
test.each([
  ['%a', 'Mon', 'Sun', 'Thu'],
  ['%A', 'Monday', 'Sunday', 'Thursday'],
  ['%b', 'Jan', 'Feb', 'Dec'],
  ['%h', 'Jan', 'Feb', 'Dec'],
  ['%B', 'January', 'February', 'December'],
  ['%c', 'Mon Jan  5 09:07:03 2026', 'Sun Feb 28 12:00:59 2027', 'Thu Dec 31 00:45:00 2020'],
  ['%C', '20', '20', '20'],
  ['%d', '05', '28', '31'],
  ['%D', '01/05/26', '02/28/27', '12/31/20'],
  ['%e', ' 5', '28', '31'],
  ['%F', '2026-01-05', '2027-02-28', '2020-12-31'],
  ['%g', '26', '27', '20'],
  ['%G', '2026', '2027', '2020'],
  ['%H', '09', '12', '00'],
  ['%I', '09', '12', '12'],
  ['%j', '005', '059', '366'],
  ['%k', ' 9', '12', ' 0'],
  ['%l', ' 9', '12', '12'],
  ['%m', '01', '02', '12'],
  ['%M', '07', '00', '45'],
  ['%n', '\n', '\n', '\n'],
  ['%p', 'AM', 'PM', 'AM'],
  ['%P', 'am', 'pm', 'am'],
  ['%r', '09:07:03 AM', '12:00:59 PM', '12:45:00 AM'],
  ['%R', '09:07', '12:00', '00:45'],
  ['%S', '03', '59', '00'],
  ['%t', '\t', '\t', '\t'],
  ['%T', '09:07:03', '12:00:59', '00:45:00'],
  ['%u', '1', '7', '4'],
  ['%U', '01', '09', '52'],
  ['%V', '02', '08', '53'],
  ['%w', '1', '0', '4'],
  ['%W', '01', '08', '52'],
  ['%x', '01/05/26', '02/28/27', '12/31/20'],
  ['%X', '09:07:03', '12:00:59', '00:45:00'],
  ['%y', '26', '27', '20'],
  ['%Y', '2026', '2027', '2020'],
  ['%%', '%', '%', '%'],
  ['%-d|%_d|%-H|%_H|%0e|%-e', '5| 5|9| 9|05|5', '28|28|12|12|28|28', '31|31|0| 0|31|31'],
  ['%^a %^B %#b', 'MON JANUARY JAN', 'SUN FEBRUARY FEB', 'THU DECEMBER DEC'],
  ['%#a %#A %#B %#h', 'MON MONDAY JANUARY JAN', 'SUN SUNDAY FEBRUARY FEB', 'THU THURSDAY DECEMBER DEC'],
  ['%^p %#p %^P %#P', 'AM am am am', 'PM pm pm pm', 'AM am am am'],
  ['%#c', 'Mon Jan  5 09:07:03 2026', 'Sun Feb 28 12:00:59 2027', 'Thu Dec 31 00:45:00 2020'],
  ['%^c', 'MON JAN  5 09:07:03 2026', 'SUN FEB 28 12:00:59 2027', 'THU DEC 31 00:45:00 2020'],
  [
    '%-T|%_T|%-D|%_F',
    '09:07:03|09:07:03|01/05/26|2026-01-05',
    '12:00:59|12:00:59|02/28/27|2027-02-28',
    '00:45:00|00:45:00|12/31/20|2020-12-31',
  ],
  ['%-r|%#r', '09:07:03 AM|09:07:03 AM', '12:00:59 PM|12:00:59 PM', '12:45:00 AM|12:45:00 AM'],
  ['%_I|%-y|%0k|%-j', ' 9|26|09|5', '12|27|12|59', '12|20|00|366'],
  ['%Ey-%Od', '26-05', '27-28', '20-31'],
  ['at %Hh, 5 %', 'at 09h, 5 %', 'at 12h, 5 %', 'at 00h, 5 %'],
])('%j', (format, ...expected) => {
  expect(times.map((time) => formatTime(format, time))).toEqual(expected);
});

test('every month has its name', () => {
  const names = Array.from({ length: 12 }, (_, month) => formatTime('%B', new Date(2026, month, 1)));
  expect(names.join(' ')).toBe(
    'January February March April May June July August September October November December',
  );
});

/** ISO 8601: week 1 has the year's first Thursday. */
test.each([
  [new Date(2021, 0, 1), '2020-W53 20'],
  [new Date(2021, 0, 4), '2021-W01 21'],
  [new Date(2024, 11, 30), '2025-W01 25'],
  [new Date(2023, 0, 1), '2022-W52 22'],
])('%s is in week %s', (time, expected) => {
  expect(formatTime('%G-W%V %g', time)).toBe(expected);
});

test('seconds of the epoch', () => {
  const [time] = times as [Date];
  expect(formatTime('%s', time)).toBe(String(time.getTime() / 1000));
});

/** A time in a zone that is so many minutes before UTC, whatever the zone that this runs in. */
class TimeInZone extends Date {
  constructor(private readonly minutesBefore: number) {
    super(2026, 0, 5);
  }

  override getTimezoneOffset(): number {
    return this.minutesBefore;
  }
}

test.each([
  [0, '+0000'],
  [-60, '+0100'],
  [-330, '+0530'],
  [-845, '+1405'],
  [210, '-0330'],
  [600, '-1000'],
])('a zone of %i minutes before UTC has the offset %s', (minutesBefore, offset) => {
  expect(formatTime('%z', new TimeInZone(minutesBefore))).toBe(offset);
});

test('the zone has the name that the system gives it', () => {
  const [time] = times as [Date];
  const spelled = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' }).format(time);
  const name = spelled.slice(spelled.lastIndexOf(' ') + 1);
  expect(formatTime('[%Z][%^Z][%#Z]', time)).toBe(`[${name}][${name.toUpperCase()}][${name.toLowerCase()}]`);
});
