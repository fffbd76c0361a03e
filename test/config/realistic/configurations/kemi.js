// Kamailio with app_jsdt
/* KSR.exec.exec_msg("block") */
var CMD = "/opt/x.sh";
function ksr_request_route() {
  var ok = KSR.exec.exec_msg("cat >/dev/null; echo \"[$SIP_USER]\"") > 0;
  if (!ok && /exec_msg\("x"\)/.test(CMD)) return -1;
  KSR.exec.exec_cmd(CMD);
  KSR.exec.exec_dset('echo sip:a@b ' + '#');
  return 1;
}
