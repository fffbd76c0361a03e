#!/bin/sh
# exec-recorder, a part of sipexec. It stands before a command in a routing script, runs it as if it were not there, and
# keeps what the command was given and what came of it, in a folder of its own for each call:
#   exec_dset("/usr/local/bin/exec-recorder /var/spool/sipexec -- /etc/kamailio/route.sh")
# Where it cannot record (no room, no rights, its limits are reached), it runs the command all the same. Nothing that it
# reads is run as shell. Its variables begin with xr_: others may be the command's own, and would change. Needs /proc.
# shellcheck disable=SC3013,SC2094,SC2034,SC2015 # -ef is in every sh; a named pipe has two ends; xr_rest is what is not wanted
xr_usage='exec-recorder [--most CALLS] [--most-bytes N[K|M]] [--as FUNCTION] FOLDER -- COMMAND [ARGUMENT]...'
usage() { echo "usage: $xr_usage" >&2; exit 125; }
xr_most=1000 xr_bytes=100M xr_as=unknown xr_folder=''
while [ "${1---}" != -- ]; do
  case $1 in
    --most) xr_most=${2-} && shift ;;
    --most-bytes) xr_bytes=${2-} && shift ;;
    --as) xr_as=${2-} && shift ;;
    -*) usage ;;
    *) xr_folder=$1 ;;
  esac
  [ $# -eq 0 ] || shift
done
[ $# -gt 1 ] && [ -n "$xr_folder" ] && shift || usage
case $xr_most,${xr_bytes%[KM]}, in ,* | *,, | *[!0-9,]*) usage ;; esac
case $xr_bytes in *K) xr_kb=${xr_bytes%K} ;; *M) xr_kb=$((${xr_bytes%M} * 1024)) ;; *) xr_kb=$((xr_bytes / 1024)) ;; esac

# Is there room? In .full (made below) is how many recordings there were when they had become too large.
tool() { PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@" 2>/dev/null; }
count() { if [ -e "$1" ]; then xr_calls=$#; else xr_calls=0; fi; }
[ -r /proc/self/environ ] || exec "$@"
[ -d "$xr_folder" ] || tool mkdir -p -m 700 -- "$xr_folder" || exec "$@"
count "$xr_folder"/*
[ "$xr_calls" -lt "$xr_most" ] || exec "$@"
if [ -e "$xr_folder/.full" ] && read -r xr_full <"$xr_folder/.full" && [ "$xr_calls" -ge "$xr_full" ]; then exec "$@"; fi
read -r xr_uptime xr_rest </proc/uptime
xr_call=$xr_folder/$xr_uptime-$$
tool mkdir -m 700 -- "$xr_call" || exec "$@"
# The server is the nearest ancestor that is no shell. Standard input belongs to this call where it is not the server's
# own; where nobody may look at that one, it is let alone if the output is read (exec_dset inherits the server's).
parent() { # sets xr_name to "PID (NAME" of a process, and xr_parent
  read -r xr_stat <"/proc/$1/stat" && xr_name=${xr_stat%) *} && xr_stat=${xr_stat##*) ? } &&
    xr_parent=${xr_stat%% *} && [ "$xr_parent" != "$1" ]
} 2>/dev/null
xr_server=$PPID
while [ "/proc/$xr_server/exe" -ef "/proc/$$/exe" ] || [ "/proc/$xr_server/exe" -ef /bin/bash ]; do
  parent "$xr_server" || break; xr_server=$xr_parent
done
xr_in=0
if [ -e /proc/self/fd/0 ] && [ ! -c /proc/self/fd/0 ] && ! [ /proc/self/fd/0 -ef "/proc/$xr_server/fd/0" ]; then
  if [ -x "/proc/$xr_server/fd" ] || [ ! -p /proc/self/fd/1 ]; then xr_in=1 && exec 6<&0; fi
fi
# Three pipes: 3 leads to 7 (the command's input), 4 to 8 (its output), 5 to 9 (its errors). A here-document is one in
# most shells, and costs no process; elsewhere they have names for a moment.
exec 7<<A 8<<B 9<<C
A
B
C
pipes() {
  [ -p /proc/self/fd/7 ] && command exec 3>/proc/self/fd/7 4>/proc/self/fd/8 5>/proc/self/fd/9 && return
  set -- "$xr_call/7" "$xr_call/8" "$xr_call/9"
  tool mkfifo -m 600 "$@" && command exec 7<>"$1" 8<>"$2" 9<>"$3" 3>"$1" 4>"$2" 5>"$3" 7<"$1" 8<"$2" 9<"$3" && tool rm "$@"
} 2>/dev/null
pipes || exec "$@"
# tee passes on what it cannot keep, on a full disk or past the limit (which must not hold for a log that it writes to).
keep() {
  exec 2>/dev/null 3>&- 4>&- 5>&- 6<&- 7<&- 8<&- 9<&- && trap '' HUP INT QUIT TERM XFSZ && umask 077
  PATH=/usr/sbin:/usr/bin:/sbin:/bin
  [ -f /proc/self/fd/1 ] || ulimit -f $((xr_kb * 2))
}
facts() {
  for xr_name in environ status limits stat cmdline; do : >"$xr_call/$xr_name"; done
  printf '%s\0' "$@" >"$xr_call/arguments" && pwd -P >"$xr_call/folder" && {
    printf 'sipexec recording 1\nfunction %s\nuptime %s\n' "$xr_as" "$xr_uptime" && xr_parent=$PPID
    while parent "$xr_parent"; do printf 'ancestor %s)\n' "$xr_name"; done
    cp "/proc/$$/environ" "/proc/$$/status" "/proc/$$/limits" /proc/stat "/proc/$xr_server/cmdline" "$xr_call" && echo whole
  } >"$xr_call/recording"
  [ "$xr_calls" -lt 16 ] || [ $((xr_calls % 16)) -eq 0 ] || return
  du -sk "$xr_folder" | while read -r xr_size xr_rest; do [ "$xr_size" -lt "$xr_kb" ] || echo "$xr_calls" >"$xr_folder/.full"; done
}
(keep; exec tee "$xr_call/stdout") <&8 & xr_out=$!
(keep; facts "$@"; : >"$xr_call/end"; exec tee "$xr_call/stderr") <&9 >&2 & xr_err=$!
[ $xr_in = 0 ] || { (keep; trap '' PIPE; exec tee "$xr_call/stdin") <&6 >&3 & xr_in=$! && exec <&7; }
exec 2>/dev/null 3>&- 6<&- 7<&- 8<&- 9<&-
([ -z "${BASH_VERSION-}" ] || SHLVL=$((SHLVL - 1)); exec "$@") >&4 2>&5 4>&- 5>&-; xr_status=$?

# What the command has left behind may hold its output open for long: it is waited for a fifth of a second at most, and
# for what this script itself keeps (which an empty file `end` tells) for ten.
exec </dev/null 4>&- 5>&- && xr_turn=0
runs() { [ -e "/proc/$1/fd/0" ] || [ -e "/proc/$1/fd/9" ]; } # right behind its fork it may have but the latter
early() { [ "$xr_turn" -lt 105 ] || { [ "$xr_turn" -lt 350 ] && [ ! -e "$xr_call/end" ] && runs $xr_err; }; }
while early && { runs $xr_in || runs $xr_out || runs $xr_err; }; do
  xr_turn=$((xr_turn + 1)) && if [ $xr_turn -gt 100 ]; then tool sleep 0.04; fi
done
ended() { if runs "$2"; then echo "$1 open"; else wait "$2"; echo "$1 $?"; fi; }
trap '' XFSZ && umask 077 && read -r xr_uptime xr_rest </proc/uptime && {
  printf 'exit %s\nuptime %s\n' "$xr_status" "$xr_uptime"
  [ $xr_in = 0 ] || ended stdin "$xr_in"
  ended stdout "$xr_out" && ended stderr "$xr_err" && echo end
} >"$xr_call/end"
if runs $xr_in; then kill -KILL $xr_in; fi
exit $xr_status
