"""Codes that a scheme file may write for currencies and markets."""

from __future__ import annotations

from collections.abc import Mapping

# ISO 4217 with the codes withdrawn since, which older schemes are in (LTL, DEM, FRF, …).
_CURRENCIES = """
ADP AED AFA AFN ALK ALL AMD ANG AOA AOK AON AOR ARA ARL ARM ARP ARS ATS AUD AWG AZM AZN BAD BAM BAN
BBD BDT BEC BEF BEL BGL BGM BGN BGO BHD BIF BMD BND BOB BOL BOP BOV BRB BRC BRE BRL BRN BRR BRZ BSD
BTN BUK BWP BYB BYN BYR BZD CAD CDF CHE CHF CHW CLE CLF CLP CNH CNY COP COU CRC CSD CSK CUC CUP CVE
CYP CZK DDM DEM DJF DKK DOP DZD ECS ECV EEK EGP ERN ESA ESB ESP ETB EUR FIM FJD FKP FRF GBP GEK GEL
GHC GHS GIP GMD GNF GNS GQE GRD GTQ GWE GWP GYD HKD HNL HRD HRK HTG HUF IDR IEP ILP ILR ILS INR IQD
IRR ISJ ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRH KRO KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LTT
LUC LUF LUL LVL LVR LYD MAD MAF MCF MDC MDL MGA MGF MKD MKN MLF MMK MNT MOP MRO MRU MTL MTP MUR MVP
MVR MWK MXN MXP MXV MYR MZE MZM MZN NAD NGN NIC NIO NLG NOK NPR NZD OMR PAB PEI PEN PES PGK PHP PKR
PLN PLZ PTE PYG QAR RHD ROL RON RSD RUB RUR RWF SAR SBD SCR SDD SDG SDP SEK SGD SHP SIT SKK SLE SLL
SOS SRD SRG SSP STD STN SUR SVC SYP SZL THB TJR TJS TMM TMT TND TOP TPE TRL TRY TTD TWD TZS UAH UAK
UGS UGX USD USN USS UYI UYP UYU UYW UZS VEB VED VEF VES VND VNN VUV WST XAF XAG XAU XBA XBB XBC XBD
XCD XCG XDR XEU XFO XFU XOF XPD XPF XPT XRE XSU XUA YDD YER YUD YUM YUN YUR ZAL ZAR ZMK ZMW ZRN ZRZ
ZWD ZWG ZWL ZWR
"""

CURRENCIES = frozenset(_CURRENCIES.split())
"""Currency codes of ISO 4217, present and past."""

MEANT_CURRENCY: Mapping[str, str] = {
    "RMB": "CNY",
    "YUA": "CNY",
    "NTD": "TWD",
    "UKP": "GBP",
    "STG": "GBP",
    "YEN": "JPY",
    "WON": "KRW",
    "EUO": "EUR",
}
"""What is written for some of them in daily life."""

# ISO 3166-1 alpha-2 in small letters, with eu for the law of the European Union.
_MARKETS = """
ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt
bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh
er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr
ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr
ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng
ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se
sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua
ug um us uy uz va vc ve vg vi vn vu wf ws xk ye yt za zm zw
"""

MARKETS = frozenset(_MARKETS.split())
"""Markets: countries and territories by ISO 3166-1, and eu. A part of one is written us-ca."""

MEANT_MARKET: Mapping[str, str] = {
    "uk": "gb",
    "en": "gb",
    "england": "gb",
    "britain": "gb",
    "usa": "us",
    "america": "us",
    "china": "cn",
    "chn": "cn",
    "prc": "cn",
    "中国": "cn",
    "美国": "us",
    "欧盟": "eu",
    "europe": "eu",
    "hongkong": "hk",
    "香港": "hk",
    "台湾": "tw",
    "taiwan": "tw",
    "japan": "jp",
    "jap": "jp",
    "korea": "kr",
    "norway": "no",
    "false": "no",
    "germany": "de",
    "austria": "at",
    "australia": "au",
    "canada": "ca",
    "singapore": "sg",
    "malaysia": "my",
    "india": "in",
    "turkey": "tr",
}
"""What is written for some of them in daily life; `false` is what other tools make of no."""
