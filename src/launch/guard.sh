# Leads the process group of a started server and ends the group when payspec is gone: only payspec holds the other end
# of standard input, so its end is reached when payspec dies, however it dies. `kill 0` reaches the own group alone, and
# a group keeps its number while its leader lives, so nobody else can be hit.
trap '' TERM HUP INT
read -r _
kill -TERM 0
sleep 2
kill -KILL 0
