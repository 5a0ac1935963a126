import { showPath } from "../definitions/load.js";

/** EX_SOFTWARE of sysexits.h. */
const exitBug = 70;

/** What the system answers, in words. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission is denied",
  EBUSY: "it is in use",
  EDQUOT: "the disk quota is used up",
  EEXIST: "something is there already",
  EFBIG: "the file would be larger than the system allows",
  EIO: "the disk failed",
  EISDIR: "it is a folder, where a file is needed",
  ELOOP: "its symbolic links go in a circle",
  EMFILE: "too many files are open",
  ENAMETOOLONG: "the name is too long",
  ENFILE: "too many files are open",
  ENOENT: "it is not there",
  ENOSPC: "no space is left on the device",
  ENOTDIR: "a file is where a folder is needed",
  ENOTEMPTY: "the folder is not empty",
  EPERM: "the system does not permit it",
  EROFS: "the file system is read-only",
  EXDEV: "it is on another file system than the rest of the folder",
};

/** Tells a person of what was thrown. A failure of the file system is the machine's; anything else is a bug of ours. */
export function reportFailure(error: unknown, print: (line: string) => void): number {
  const { code, path, message, stack } = (error ?? {}) as NodeJS.ErrnoException;
  if (typeof code === "string" && typeof path === "string" && /^E[A-Z]+$/.test(code)) {
    print(`error: ${showPath(path, workingFolder())}: ${reasons[code] ?? message}`);
    return 1;
  }
  if (code === "ENOENT") {
    print("error: the folder that hookgen was started in is not there any more");
    return 1;
  }
  print(`hookgen: internal error: ${message ?? String(error)}`);
  print(
    "This is a bug in hookgen, not in a definition. Please report it with the definitions that",
  );
  print("show it and the output of the same command with HOOKGEN_DEBUG=1.");
  if (process.env.HOOKGEN_DEBUG) print(stack ?? "");
  return exitBug;
}

function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    return "/";
  }
}
