// Kamailio with app_sqlang
function ksr_request_route() {
  if (KSR.exec.exec_msg(@"cat >/dev/null; echo ""$SIP_USER""") < 0) {
    KSR.exec.exec_cmd("logger failed");
  }
  return 1;
}
