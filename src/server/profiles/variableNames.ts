/**
 * The pseudo-variables that the oldest server of each family accepts in a command (servers.md §8), `()` behind those that
 * take an argument.
 */

export const namesOfOpenser11 =
  'from ruri ouri ar au br bR ci cl cs ct cT dd di dp ds du dP fd fn fs ft fu fU mb mf mi ml mF od op ou oP oU pp rb ' +
  'rc rd re rm rp rr rs rt ru rP rU si sp td tn to tt tu tU ua Ri Rp Tf Ts hdr() avp() src_ip duri';

export const namesOfOpensips14 =
  'from ruri ouri ad ai ar au aU bf br bF bR ci cl cs ct cT dd di dp ds du dP fd fn fs ft fu fU mb mf mi ml mF od op ' +
  'ou oP oU pd pn pp pr pu pU rb rc rd re rm rp rr rs rt ru rP rU sf si sp sF td tn to tt tu tU ua Au ' +
  'Ri Rp Tf Ts hdr() proto C() var() avp() retcode src_ip duri adu dip dir';

export const namesOfKamailio44 =
  'to.user from ruri ouri aa ad ai ar au aU bf br bs bF bR ci cl cs ct cT dd di dp ds du dP fd fn fs ft fu fU mb mf mi ml mt ' +
  'mF od op ou oP oU pd pn pp pr pu pU rb rc rd re rm rp rr rs rt ru rv rz rP rU sf si sp su sF td tn ' +
  'to tt tu tU ua Au Ri Rn Rp Ru Tb Tf Ts TF TS mbu hdr() hfl() Rut RAi RAp RAu RAut branch() ' +
  'proto sas sid sndto() snd() sel() via0() via1() viaZ() C() K() def() version() env() shv() var() ' +
  'avp() xavp() xavu() xavi() stat() nh() expires() retcode src_ip duri msg() adu dip dir rmid ' +
  'sbranch() vn() vz() ruid rpl() conid TV() time() timef() cnt()';

export const namesOfDocumented =
  'ar au br bR ci cl cs ct cT dd dp dP du duri di ds fd fn ft fu from fU fs mb mf mF mi ml od op oP ou ' +
  'ouri oU pp rb rc rd rp rP ru ruri rU re rm rr rs rt Ri Rp si src_ip sp td tn tt tu to tU Tf Ts ua ' +
  'hdr() avp() var()';
