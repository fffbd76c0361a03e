const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EEXIST: 'it exists already',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is not a directory',
  ENOSPC: 'no space left on device',
  EROFS: 'the file system is read-only',
  EDQUOT: 'the disk quota is used up',
  EMFILE: 'too many open files (ulimit -n)',
  ENFILE: 'too many open files in the system',
  EAGAIN: 'no more processes can be started now (ulimit -u)',
  ENOMEM: 'not enough memory',
  ENOEXEC: 'it is no program',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'its name is too long',
};

/** Why the system refused something, in words. In: what a function of Node's threw; what it was to do. */
export function systemReason(error: unknown, purpose: 'use' | 'make-file' = 'use'): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (purpose === 'make-file' && code === 'ENOENT') return 'its folder does not exist';
  return REASONS[code] ?? message.replace(/^E[A-Z0-9]+: /, '').replace(/, \w+(?:$| '[\s\S]*)/, '');
}
