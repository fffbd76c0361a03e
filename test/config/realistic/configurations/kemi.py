"""A Kamailio script; KSR.exec.exec_msg("docstring")"""
import sys
import KSR as KSR

def mod_init():
    return kamailio()

class kamailio:
    def child_init(self, rank):
        return 0

    def ksr_request_route(self, msg):
        # KSR.exec.exec_msg("comment")
        user = KSR.pv.gete("$rU")
        if KSR.exec.exec_msg("test -n \"$SIP_USER\"") < 0:
            return -255
        KSR.exec.exec_dset(
            "echo sip:a@b "
            "#"
        )
        KSR.exec.exec_cmd(f"logger {user}")
        KSR.exec.exec_cmd("logger %s" % user)
        KSR.exec.exec_avp('''printf 'one\\ntwo\\n' ''')
        return 1
