import { readFileSync, realpathSync } from 'node:fs';

/**
 * Finds the mount that keeps a file from being executed, on Linux. In: the file's path, and what tells of the mounts, as
 * proc(5) describes mountinfo. Out: where the file system is mounted; undefined where it may execute, or the system does
 * not say.
 */
export function noexecMount(path: string, mountinfo = '/proc/self/mountinfo'): string | undefined {
  try {
    const real = realpathSync(path);
    const mounts = readFileSync(mountinfo, 'latin1').split('\n').map(mountOf);
    // The file lies in the mount with the longest path; of several at that path the last one hides the others.
    const [holder] = mounts
      .filter((mount) => mount !== undefined)
      .filter(({ point }) => real === point || real.startsWith(point === '/' ? '/' : `${point}/`))
      .reverse()
      .sort((a, b) => b.point.length - a.point.length);
    return holder?.isNoexec === true ? holder.point : undefined;
  } catch {
    return undefined;
  }
}

function mountOf(line: string): { point: string; isNoexec: boolean } | undefined {
  const [, , , , point, options] = line.split(' ');
  if (point === undefined || options === undefined) return undefined;
  const unescaped = point.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
  return {
    point: Buffer.from(unescaped, 'latin1').toString(),
    isNoexec: options.split(',').includes('noexec'),
  };
}
