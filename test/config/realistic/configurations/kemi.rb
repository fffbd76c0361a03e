# Kamailio with app_ruby: KSR::EXEC.exec_msg("comment")
=begin
KSR::EXEC.exec_msg("block")
=end
def ksr_request_route()
  KSR::EXEC.exec_msg("cat >/dev/null; echo \"$SIP_USER\"")
  KSR::EXEC.exec_dset <<~SHELL if KSR.is_INVITE()
    echo sip:a@b #
  SHELL
  KSR::EXEC.exec_cmd("logger #{KSR::PV.gete('$rU')}")
  1
end
