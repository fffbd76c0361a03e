/**
 * What the server prints before the functions run, in this order: which headers it has read when it comes to a
 * variable depends on the variables before. Left out: $pU, for which the server reuses what was left of parsing a URI
 * that did not parse for $pd, and what no message decides ($Ts, $pp, $ruid and their like); and $conid, which ends a server without TCP.
 */
export const mainVariables = (
  '$ci $cs $cl $ct $cT $fd $fn $ft $fu $fU $od $op $ou $oP $oU $rd $rp $ru $rP $rU $rm $rv $rz $td $tn $tt $tu $tU ' +
  '$ua $re $rt $di $ai $pd $pn $pu $ml $bs $au $ar $aU $ad $Au $AU $hdr(Via) $hdr(X-A) $(hdr(X-A)[1]) ' +
  '$(hdr(X-A)[-1]) $(hdr(Contact)[*]) $hdrc(Via) $rb'
).split(' ');

/** The others that a message decides. Left out: what only one version knows. */
export const otherVariables = (
  '$sid $C(Rb) $shv(x) $xavp(x) $rUl $fUl $tUl $nh(u) $nh(U) $nh(d) $nh(p) $nh(P) $adu $aa $dir $dip $rmid $expires(min) $expires(max) ' +
  '$via0(host) $via0(port) $via0(proto) $via0(branch) $via0(rport) $via0(received) ' +
  '$via1(host) $via1(port) $via1(branch) $viaZ(host) $viaZ(port) $viaZ(proto) $viaZ(received) $via1(rport) $viaZ(i) ' +
  '$hfl(Via) $(hfl(Via)[1]) $(hfl(Via)[-1]) $(hfl(Via)[*]) $hfl(Contact) $(hfl(Contact)[1]) $(hfl(Contact)[-1]) ' +
  '$hfl(X-A) $(hfl(X-A)[1]) $hfl(Route) $(hfl(Route)[1]) $hfl(P-Asserted-Identity) $hfl(P-Preferred-Identity) $hfl(Diversion) $(hfl(Accept)[1]) ' +
  '$hdrc(X-A) $hdrc(Contact) $hdr(s) $hdr(Refer-To) $hdr(b) $hdr(Session-Expires) $hdr(Content-Encoding) ' +
  '$msg(len) $msg(body) $msg(hdrs) $msg(fpart) $msg(lpart) $mbu $mb'
).split(' ');

/** What Kamailio 5.6 knows besides, and constants. */
export const variablesOf56 = (
  '$hflc(Via) $hflc(Contact) $hflc(Route) $hflc(X-A) $adc $adn $ado $adr $csb $mts $oUl $dic $msgbuf(0) $msgbuf(9) ' +
  '$via1(proto) $viaZ(branch) $(hdr(X-A)[*]) $(hdr(X-A)[9]) $(hdr(X-A)[-9]) $(hdr(Via)[*]) ' +
  '$(hfl(Contact)[-2]) $(hfl(Contact)[-9]) $(hfl(Contact)[9]) $(hfl(Contact)[*]) $(hfl(Via)[-2]) $(hfl(Route)[-1]) $hfl(Record-Route) ' +
  '$src_ip $mt $mf $bf $sf $mF $bF $sF $rc $retcode $rsi $fsp $du $dd $dp $dP $K(IPv4) $K(IPv6) $K(UDP) $K(TCP) $K(TLS) $K(SCTP) ' +
  '$version(num) $version(full) $C(xx) $C(sr) $C(rg) $C(gy) $C(yb) $C(bp) $C(pc) $C(cw) $C(ws) $C(Wx) $var(x) $avp(x) ' +
  '$(var(x){s.int}) $(hdr(None){s.len}) $br $prid'
).split(' ');
