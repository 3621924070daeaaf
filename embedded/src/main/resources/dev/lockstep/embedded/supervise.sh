# Runs one server and removes its folder when the starting JVM closes our stdin, which the kernel
# does for it however it ends. Lines on stdin are signals for the server; "release" lets go of the
# folder, because another supervisor has taken over. Stdout: the server's pid, later its status.
home=$1 log=$2 end_signal=$3
shift 3

# Ctrl-C in a terminal reaches the whole process group; only the starting JVM decides what it means.
trap '' INT HUP PIPE
# Caught rather than ignored: the server must be born with the default.
trap : TERM

# A trapped signal cuts "wait" short while the process lives on.
await() {
  while :; do
    wait "$1"
    status=$?
    kill -0 "$1" 2>/dev/null || return 0
  done
}

exec 3<&0
"$@" </dev/null >>"$log" 2>&1 3<&- &
server=$!
echo "$server"

(
  trap '' TERM
  while read -r line; do
    [ "$line" = release ] && exit 3
    kill -"$line" "$server"
  done
  kill -"$end_signal" "$server"
) <&3 >/dev/null 2>&1 &
reader=$!

await "$server"
echo "$status"
await "$reader"
[ "$status" = 3 ] || rm -rf "$home"
