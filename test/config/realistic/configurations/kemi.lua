-- Kamailio KEMI in Lua; KSR.exec.exec_msg("comment")
local cmds = { start = "/opt/start.sh" }
function ksr_request_route()
  if KSR.is_INVITE() then
    if KSR.exec.exec_dset("/opt/route.sh #") < 0 then
      KSR.sl.sl_send_reply(404, "Not found") -- KSR.exec.exec_cmd("no")
    end
  end
  KSR.exec.exec_msg([[
cat >/dev/null
echo "$SIP_USER"
]])
  KSR.exec.exec_cmd("logger " .. KSR.pv.gete("$rU"))
  KSR.exec.exec_cmd(cmds.start)
  return 1
end
function ksr_onreply_route_NAT()
  KSR.exec.exec_cmd('true')
end
