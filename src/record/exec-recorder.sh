#!/bin/sh
# exec-recorder, a part of sipexec. It stands before a command in a routing script, runs it as if it were not there, and
# keeps what the command was given and what came of it, in a folder of its own for each call:
#   exec_dset("/usr/local/bin/exec-recorder /var/spool/sipexec -- /etc/kamailio/route.sh")
# Where it cannot record (no room, no rights, its limits are reached), it runs the command all the same. Nothing that it
# reads is run as shell. Its names begin with xr_: others may be the command's own, and would change. Needs /proc.
# Processes are what it costs, so there are few: a tee for each stream, and one cat; the shell itself does the rest.
# shellcheck disable=SC3013,SC2094,SC2034,SC2015 # -ef is in every sh; a named pipe has two ends; xr_rest is what is not wanted
xr_usage='exec-recorder [--most CALLS] [--most-bytes N[K|M]] [--as FUNCTION] FOLDER -- COMMAND [ARGUMENT]...'
xr_usage() { echo "usage: $xr_usage" >&2; exit 125; }
xr_most=1000 xr_bytes=100M xr_as=unknown xr_folder=''
while [ "${1---}" != -- ]; do
  case $1 in
    --most) xr_most=${2-} && shift ;;
    --most-bytes) xr_bytes=${2-} && shift ;;
    --as) xr_as=${2-} && shift ;;
    -*) xr_usage ;; *) xr_folder=$1 ;;
  esac; [ $# -eq 0 ] || shift
done
[ $# -gt 1 ] && [ -n "$xr_folder" ] && shift || xr_usage
case $xr_most,${xr_bytes%[KM]}, in ,* | *,, | *[!0-9,]*) xr_usage ;; esac
case $xr_bytes in *K) xr_kb=${xr_bytes%K} ;; *M) xr_kb=$((${xr_bytes%M} * 1024)) ;; *) xr_kb=$((xr_bytes / 1024)) ;; esac
[ -r /proc/self/environ ] || exec "$@"
{ read -r xr_rest && read -r xr_rest xr_umask; } </proc/self/status && [ "$xr_rest" = Umask: ] || xr_umask=$(umask)
xr_as_before() { trap - XFSZ; umask "$xr_umask"; }
xr_plainly() { xr_as_before; exec "$@"; }
# A call takes the next free folder, by making the file `recording` in it; empty ones are made 16 at a time. `.full`
# names the call at which the recordings had become too large, for as long as that one is there.
xr_tool() { PATH=/usr/bin:/bin:/usr/sbin:/sbin "$@" 2>/dev/null; }
xr_number() { read -r xr_n <"$1" || read -r xr_n <"$1"; case $xr_n in '' | *[!0-9]* | 0* | ????????*) xr_n=1; return 1 ;; esac; }
xr_make() {
  set -- && while [ $# -lt 16 ] && [ $((xr_n + $#)) -le "$xr_most" ]; do set -- "$@" "$xr_folder/$((xr_n + $#))"; done
  xr_tool mkdir -p -- "$@"; }
xr_claim() {
  xr_number "$xr_folder/.full" && { [ ! -e "$xr_folder/$xr_n/recording" ] && xr_tool rm "$xr_folder/.full" || return; }
  xr_number "$xr_folder/.next"; [ "$xr_n" -le "$xr_most" ] || [ -e "$xr_folder/$xr_most/recording" ] || xr_n=1
  while xr_call=$xr_folder/$xr_n && [ "$xr_n" -le "$xr_most" ]; do
    if set -C && true >"$xr_call/recording"; then set +C && echo $((xr_n + 1)) >"$xr_folder/.next"; return 0; fi
    if [ -e "$xr_call/recording" ]; then xr_n=$((xr_n + 1)); else [ ! -d "$xr_call" ] && xr_make || return; fi
  done; return 1; }
trap '' XFSZ && umask 077 && xr_claim 2>/dev/null || xr_plainly "$@"
# The server is the nearest ancestor that is no shell. Standard input belongs to this call where it is not the server's
# own; where nobody may look at that one, it is let alone if the output is read (exec_dset inherits the server's).
xr_parent() { read -r xr_rest xr_name && while read -r xr_rest xr_parent; do [ "$xr_rest" != PPid: ] || return 0; done; return 1; } <"/proc/$1/status"
xr_server=$PPID xr_in=0
while [ "/proc/$xr_server/exe" -ef "/proc/$$/exe" ] || [ "/proc/$xr_server/exe" -ef /bin/bash ]; do
  xr_parent "$xr_server" && [ "$xr_parent" != 0 ] || break; xr_server=$xr_parent
done 2>/dev/null
if [ -e /proc/self/fd/0 ] && [ ! -c /proc/self/fd/0 ] && ! [ /proc/self/fd/0 -ef "/proc/$xr_server/fd/0" ]; then
  { [ -x "/proc/$xr_server/fd" ] || [ ! -p /proc/self/fd/1 ]; } && xr_in=1 && exec 6<&0; fi
# Three pipes: 3 leads to 7 (the command's input), 4 to 8 (its output), 5 to 9 (its errors). A here-document is one in
# most shells, and costs no process; elsewhere they have names for a moment.
xr_pipes() {
  [ -p /proc/self/fd/7 ] && command exec 3>/proc/self/fd/7 4>/proc/self/fd/8 5>/proc/self/fd/9 && return
  set -- "$xr_call/7" "$xr_call/8" "$xr_call/9"
  xr_tool mkfifo "$@" && command exec 7<>"$1" 8<>"$2" 9<>"$3" 3>"$1" 4>"$2" 5>"$3" 7<"$1" 8<"$2" 9<"$3" && xr_tool rm "$@"
}
exec 7<<A 8<<A 9<<A && { xr_pipes 2>/dev/null || xr_plainly "$@"; }
A
A
A
# tee passes on what it cannot keep, on a full disk or past the limit (which must not hold for a log that it writes to).
xr_keep() { # FILE
  exec 2>/dev/null 3>&- 4>&- 5>&- 6<&- 7<&- 8<&- 9<&- && trap '' HUP INT QUIT TERM && PATH=/usr/bin:/bin:/usr/sbin:/sbin
  [ -f /proc/self/fd/1 ] || ulimit -f $((xr_kb * 2)); exec tee "$xr_call/$1"
}
(xr_keep stdout) <&8 & xr_out=$!
(xr_keep stderr) <&9 >&2 & xr_err=$!
[ $xr_in = 0 ] || { (trap '' PIPE; xr_keep stdin) <&6 >&3 & xr_in=$! && exec <&7; }
exec 3>&- 6<&- 7<&- 8<&- 9<&-; read -r xr_uptime xr_rest </proc/uptime
xr_facts() {
  case $xr_n in 1 | 2 | 4 | 8 | *[02468]0) xr_tool du -sk "$xr_folder" |
    { read -r xr_size xr_rest && [ "$xr_size" -lt "$xr_kb" ] || echo "$xr_n" >"$xr_folder/.full"; } ;; esac
  printf '%s\0' "$@" >"$xr_call/arguments" && pwd -P >"$xr_call/folder" && {
    printf 'sipexec recording 1\nfunction %s\numask %s\nuptime %s\n' "$xr_as" "$xr_umask" "$xr_uptime" && xr_pid=$PPID
    while [ "$xr_pid" != 0 ] && xr_parent "$xr_pid"; do printf 'ancestor %s (%s)\n' "$xr_pid" "$xr_name"; xr_pid=$xr_parent; done
  } >"$xr_call/recording" &&
    xr_tool cat /proc/stat "/proc/$$/limits" "/proc/$$/status" "/proc/$xr_server/cmdline" - "/proc/$$/environ" <<A >"$xr_call/process"

environment
A
}
xr_facts "$@" 2>/dev/null 4>&- 5>&-; xr_given=$?
exec 2>/dev/null && xr_as_before && [ -z "${BASH_VERSION-}" ] || SHLVL=$((SHLVL - 1))
# A name without a slash may be one of this shell's own commands, too.
case $1 in */*) "$@" >&4 2>&5 4>&- 5>&- ;; *) (exec "$@") >&4 2>&5 4>&- 5>&- ;; esac; xr_status=$?
# What the command has left behind may hold its output open for long: it is waited for a fifth of a second.
exec </dev/null 4>&- 5>&- && umask 077 && trap '' XFSZ && xr_turn=0
xr_runs() { [ -e "/proc/$1/fd/0" ] || [ -e "/proc/$1/fd/9" ]; } # right behind its fork it may have but the latter
while [ "$xr_turn" -lt 90 ] && { xr_runs $xr_out || xr_runs $xr_err || xr_runs $xr_in; }; do
  xr_turn=$((xr_turn + 1)); [ $xr_turn -lt 41 ] || xr_tool sleep 0.003
done
xr_ended() { if xr_runs "$2"; then echo "$1 open"; else wait "$2"; echo "$1 $?"; fi; }
read -r xr_uptime xr_rest </proc/uptime; {
  printf 'exit %s\nuptime %s\ngiven %s\n' "$xr_status" "$xr_uptime" "$xr_given"
  [ $xr_in = 0 ] || xr_ended stdin "$xr_in"
  xr_ended stdout "$xr_out" && xr_ended stderr "$xr_err" && echo end
} >"$xr_call/end"
xr_runs $xr_in && kill -KILL $xr_in; exit $xr_status
