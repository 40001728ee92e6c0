"""Scheme files with something wrong in them, and what is said of it."""
# ruff: noqa: E501  # each file and message stands in one piece

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class BadInput:
    """A file that cannot be read, with line, column and English message of every problem."""

    id: str
    source: str | bytes
    problems: tuple[tuple[int, int, str], ...]


TWO = "mlmcheck: 1\nname: x\n"
THREE = TWO + "currency: CNY\n"
_TWO = TWO.encode()

BAD_INPUTS: tuple[BadInput, ...] = (
    BadInput(
        "empty-file",
        b"",
        ((1, 1, "the file is empty; a scheme file starts with mlmcheck: 1 and a name:"),),
    ),
    BadInput(
        "only-comments",
        b"# a scheme\n\n",
        ((1, 1, "the file is empty; a scheme file starts with mlmcheck: 1 and a name:"),),
    ),
    BadInput(
        "gb18030",
        b"mlmcheck: 1\nname: \xca\xbe\xc0\xfd\xce\xa2\xc9\xcc\n",
        ((2, 8, "the byte 0xC0 is not UTF-8; the file may be in GB18030 (GBK), save it as UTF-8"),),
    ),
    BadInput(
        "broken-utf-8",
        b"mlmcheck: 1\nname: a\xc3(\xff\n",
        ((2, 8, "the byte 0xC3 is not UTF-8; save the file as UTF-8"),),
    ),
    BadInput(
        "utf-16",
        b"\xff\xfem\x00l\x00m\x00c\x00h\x00e\x00c\x00k\x00:\x00 \x001\x00\n\x00n\x00a\x00m\x00e\x00:\x00 \x00x\x00\n\x00",
        ((1, 1, "the file is written in UTF-16; save it as UTF-8"),),
    ),
    BadInput(
        "zero-byte",
        b"mlmcheck: 1\nname: a\x00b\n",
        ((2, 8, "an invisible control character, U+0000, stands here; delete it"),),
    ),
    BadInput(
        "escape-character",
        b"mlmcheck: 1\nname: a\x1b[31mb\n",
        ((2, 8, "an invisible control character, U+001B, stands here; delete it"),),
    ),
    BadInput(
        "escaped-control-character",
        b'mlmcheck: 1\nname: "a\\e[31mb"\n',
        ((2, 7, "an invisible control character, U+001B, is in this text; delete it"),),
    ),
    BadInput(
        "line-separator",
        b"mlmcheck: 1\nname: a\xe2\x80\xa8b\n",
        ((2, 8, "an invisible control character, U+2028, stands here; delete it"),),
    ),
    BadInput(
        "too-large",
        _TWO + b"note: " + b"a" * 2_000_000,
        (
            (
                1,
                1,
                "the file has more than 2000000 bytes; put long tables of people or orders in files of their own and name them under network",
            ),
        ),
    ),
    BadInput(
        "no-keys",
        "a plan\n",
        ((1, 1, "the file has no keys; a scheme file starts with mlmcheck: 1 and a name:"),),
    ),
    BadInput(
        "list-at-top",
        ("- mlmcheck: 1\n- name: x\n"),
        ((1, 1, "the file is a list; a scheme file has keys at its top, such as mlmcheck: 1"),),
    ),
    BadInput(
        "two-documents",
        TWO + ("---\nmlmcheck: 1\nname: x\n"),
        ((3, 1, "a second document starts here; put each scheme in a file of its own"),),
    ),
    BadInput(
        "repeated-key",
        TWO + "name: y\n",
        ((3, 1, '"name" is written twice; it stands on line 2 already, keep one'),),
    ),
    BadInput(
        "repeated-key-in-braces",
        THREE + "entry: [{amount: 1, item: fee, amount: 2}]\n",
        ((4, 32, '"amount" is written twice; it stands on line 4 already, keep one'),),
    ),
    BadInput(
        "no-value",
        TWO + ("currency:\nmarket: cn\n"),
        ((3, 1, '"currency" has no value; write one, or leave the key out'),),
    ),
    BadInput(
        "null",
        TWO + ("currency: null\nstage: ~\n"),
        (
            (3, 11, '"currency" has no value; write one, or leave the key out'),
            (4, 8, '"stage" has no value; write one, or leave the key out'),
        ),
    ),
    BadInput(
        "blank-text",
        TWO + 'note: "  "\n',
        ((3, 7, '"note" has no value; write one, or leave the key out'),),
    ),
    BadInput(
        "empty-brackets",
        TWO + ("entry: []\nperiod: {}\n"),
        (
            (3, 8, "nothing is written between the brackets; write a value, or leave the key out"),
            (4, 9, "nothing is written between the brackets; write a value, or leave the key out"),
        ),
    ),
    BadInput(
        "empty-item",
        THREE + ("entry:\n  - {amount: 1}\n  -\n"),
        ((6, 3, "an empty item stands here; write a value, or delete it"),),
    ),
    BadInput("key-missing", TWO + '"": a\n', ((3, 1, "the key before the colon is missing"),)),
    BadInput(
        "list-as-key",
        TWO + ("? [a, b]\n: c\n"),
        ((3, 3, "a key is one text; put it in quotes if it holds brackets or *"),),
    ),
    BadInput(
        "anchor-and-alias",
        THREE + ("entry: &all [{amount: 1}]\nupkeep: *all\n"),
        (
            (
                4,
                8,
                '"&all" is a mark for repeating a part of the file, which is not read here; delete it, or put a text that starts with & in quotes',
            ),
            (
                5,
                9,
                "*all stands for another part of the file; write that part out here, or put a text that starts with * in quotes",
            ),
        ),
    ),
    BadInput(
        "alias-bomb",
        TWO + ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"),
        (
            (
                3,
                4,
                '"&a" is a mark for repeating a part of the file, which is not read here; delete it, or put a text that starts with & in quotes',
            ),
            (
                4,
                4,
                '"&b" is a mark for repeating a part of the file, which is not read here; delete it, or put a text that starts with & in quotes',
            ),
            (
                4,
                8,
                "*a stands for another part of the file; write that part out here, or put a text that starts with * in quotes",
            ),
            (
                4,
                12,
                "*a stands for another part of the file; write that part out here, or put a text that starts with * in quotes",
            ),
            (
                5,
                1,
                'the key "c" is not known here; known are mlmcheck, name, market, period, as_of, stage, currency, complete, compensated_levels, sources, operator, entry, upkeep, goods, ranks, recruiting, rewards, safeguards, disclosure, claims, conduct, observed, network, assessed, note',
            ),
            (
                5,
                5,
                "*b stands for another part of the file; write that part out here, or put a text that starts with * in quotes",
            ),
            (
                5,
                9,
                "*b stands for another part of the file; write that part out here, or put a text that starts with * in quotes",
            ),
        ),
    ),
    BadInput(
        "merge-key",
        TWO + "period: {<<: *p, from: 2016}\n",
        ((3, 10, "<< copies keys from elsewhere; write them out here instead"),),
    ),
    BadInput(
        "python-tag",
        TWO + "note: !!python/object/apply:os.system [ls]\n",
        (
            (
                3,
                7,
                '"!!python/object/apply:os.system" is a YAML tag, which is not read here; delete it, or put a text that starts with ! in quotes',
            ),
        ),
    ),
    BadInput(
        "own-tag",
        TWO + "note: !important read this\n",
        (
            (
                3,
                7,
                '"!important" is a YAML tag, which is not read here; delete it, or put a text that starts with ! in quotes',
            ),
        ),
    ),
    BadInput(
        "too-deep",
        TWO + "note: " + "[" * 40 + "]" * 40 + "\n",
        ((3, 38, "brackets stand more than 32 deep inside each other"),),
    ),
    BadInput(
        "tab-indentation",
        THREE + ("entry:\n\t- {amount: 1}\n"),
        ((5, 1, "a tab stands before the text of this line; indent with spaces"),),
    ),
    BadInput(
        "percent-first",
        TWO + "safeguards: {payout_cap: {share: %10}}\n",
        ((3, 34, "a value may not start with %; write 10%"),),
    ),
    BadInput(
        "more-than",
        TWO + "observed: [{lost: >50%}]\n",
        ((3, 19, "a value may not start with >; write {over: 50%}"),),
    ),
    BadInput(
        "at-least",
        TWO + ("observed:\n  - lost: >=50%\n"),
        ((4, 11, "a value may not start with >; write {min: 50%}"),),
    ),
    BadInput(
        "at-sign",
        TWO + "note: @home\n",
        ((3, 7, 'a value may not start with @; put it in quotes: "@home"'),),
    ),
    BadInput(
        "brackets-in-text",
        TWO + "sources: {d: {title: 穗工商处字[2019]13号}}\n",
        (
            (
                3,
                22,
                'text goes on after a bracket or a quote; put the whole value in quotes: "穗工商处字[2019]13号"',
            ),
        ),
    ),
    BadInput(
        "text-after-brackets",
        TWO + ("sources:\n  d:\n    title: [2019]13号\n"),
        (
            (
                5,
                12,
                'text goes on after a bracket or a quote; put the whole value in quotes: "[2019]13号"',
            ),
        ),
    ),
    BadInput(
        "text-after-quotes",
        TWO + 'note: "a" and b\n',
        (
            (
                3,
                7,
                "text goes on after a bracket or a quote; put the whole value in quotes: '\"a\" and b'",
            ),
        ),
    ),
    BadInput(
        "open-quote",
        TWO + ('note: "never closed\nmarket: cn\n'),
        ((3, 7, "this quote is never closed; write the same one where the text ends"),),
    ),
    BadInput(
        "open-quote-closed-later",
        ('mlmcheck: 1\nname: "x\nnote: "never closed"\n'),
        ((2, 7, "this quote is never closed; write the same one where the text ends"),),
    ),
    BadInput(
        "open-brace",
        THREE + ("entry:\n  - {amount: 1\n  - {amount: 2}\n"),
        ((5, 5, "{ is opened here and never closed; write } where it ends"),),
    ),
    BadInput(
        "wrong-bracket",
        THREE + "entry: [{amount: 1]]\n",
        ((4, 19, "{ is opened on line 4 and closed with ]; write }"),),
    ),
    BadInput(
        "stray-bracket",
        TWO + "note: ]\n",
        ((3, 7, "] closes nothing; delete it, or put the text in quotes"),),
    ),
    BadInput(
        "missing-comma",
        THREE + "entry: [{item: fee amount: 1}]\n",
        (
            (
                4,
                26,
                "a comma or } is missing before this; put a text that holds a colon or a bracket in quotes",
            ),
        ),
    ),
    BadInput(
        "two-commas",
        TWO + "market: [cn,, us]\n",
        ((3, 13, "nothing stands before this comma; delete it, or write a value"),),
    ),
    BadInput(
        "second-colon",
        TWO + "note: a: b\n",
        ((3, 7, 'a second colon stands in this line; put the whole value in quotes: "a: b"'),),
    ),
    BadInput(
        "no-space-after-colon",
        ("mlmcheck:1\nname: x\n"),
        ((1, 9, "put a space after the colon of mlmcheck"),),
    ),
    BadInput(
        "full-width-colon",
        ("mlmcheck: 1\nname：示例\nmarket: cn\n"),
        ((2, 5, "a full-width colon stands after name; write name: and a space"),),
    ),
    BadInput(
        "full-width-colon-in-braces",
        TWO + "period: {from：2016}\n",
        ((3, 14, "a full-width colon stands after from; write from: and a space"),),
    ),
    BadInput(
        "no-colon",
        ("mlmcheck: 1\nname x\nmarket: cn\n"),
        ((2, 1, "this line has no colon; a key is followed by a colon and a space"),),
    ),
    BadInput(
        "too-much-indentation",
        ("mlmcheck: 1\n  name: x\n"),
        (
            (
                2,
                3,
                "this line is indented deeper than the line before allows; give keys that belong together the same indentation",
            ),
        ),
    ),
    BadInput(
        "out-of-line",
        THREE + ("entry:\n    - {amount: 1}\n  - {amount: 2}\n"),
        ((6, 3, "an item of a list stands where a key is meant; indent it below its key"),),
    ),
    BadInput(
        "dash-on-the-line",
        THREE + "entry: - {amount: 1}\n",
        ((4, 8, "a dash starts an item of a list; put it on a line of its own, indented"),),
    ),
    BadInput(
        "backslash",
        TWO + 'note: "C:\\docs"\n',
        (
            (
                3,
                10,
                "a backslash has a meaning of its own in double quotes; put the text in single quotes",
            ),
        ),
    ),
    BadInput(
        "directive",
        ("%TAG\nmlmcheck: 1\nname: x\n"),
        ((1, 1, "a line may not start with %; put a text that starts with % in quotes"),),
    ),
    BadInput(
        "after-the-end",
        TWO + ("...\nmarket: cn\n"),
        ((4, 1, "text goes on after the end of the scheme; delete it, or the line ... above it"),),
    ),
    BadInput(
        "comma-in-a-name",
        ("mlmcheck: 1\nname: {en: Consumer items, opinion 3099064}\n"),
        (
            (
                2,
                28,
                '"opinion 3099064" has no value; if it belongs to the text before the comma, put both in quotes: "Consumer items, opinion 3099064"',
            ),
        ),
    ),
    BadInput(
        "comma-in-a-number",
        THREE + "entry: [{item: fee, amount: 5,000}]\n",
        (
            (
                4,
                31,
                "the comma cuts 5,000 in two; write a number without commas, such as 5000, and put a text in quotes",
            ),
        ),
    ),
    BadInput(
        "comma-in-a-claim",
        TWO + "claims: [earn 50,000 a month]\n",
        (
            (
                3,
                10,
                "the comma cuts earn 50,000 a month in two; put it in quotes, or write a space after the comma if two values are meant",
            ),
        ),
    ),
    BadInput(
        "nothing-required",
        "market: cn\n",
        (
            (1, 1, "mlmcheck is missing; add mlmcheck: 1"),
            (1, 1, "name is missing; add name: …"),
        ),
    ),
    BadInput(
        "later-format",
        ("mlmcheck: 2\nname: x\n"),
        (
            (
                1,
                11,
                'the file is written in format "2", and format 1 is the one read here; write mlmcheck: 1',
            ),
        ),
    ),
    BadInput(
        "misspelt-key",
        TWO + ("curency: CNY\nrewards: [{nmae: a, fro: retail}]\n"),
        (
            (3, 1, 'the key "curency" is not known here; is currency meant?'),
            (4, 12, 'the key "nmae" is not known here; is name meant?'),
            (4, 21, 'the key "fro" is not known here; is for meant?'),
        ),
    ),
    BadInput(
        "key-of-another-section",
        TWO + ("buy_back: none\nsafeguards: {currency: CNY}\n"),
        (
            (3, 1, 'the key "buy_back" is not known here; it belongs to safeguards'),
            (4, 14, 'the key "currency" is not known here; it belongs to the top of the file'),
        ),
    ),
    BadInput(
        "strange-key",
        TWO + "operator: {colour: red}\n",
        (
            (
                3,
                12,
                'the key "colour" is not known here; known are authorised, channel, capital, contract_written, training_free, local_office, grievance_officer, barred_people, punished_before, source, note',
            ),
        ),
    ),
    BadInput(
        "mapping-for-a-list",
        THREE + "entry: {item: fee, amount: 1}\n",
        ((4, 1, "a list is meant here; put a dash and a space before the item"),),
    ),
    BadInput(
        "text-for-a-list",
        TWO + ("entry: fee\nupkeep: nothing\n"),
        (
            (3, 8, "a list is meant here, or none if there is none; put a dash before each item"),
            (4, 9, '"nothing" is not read here; write none if there is none'),
        ),
    ),
    BadInput(
        "text-for-a-mapping",
        TWO + ("period: 2016\nsafeguards: no\n"),
        (
            (3, 9, "keys and values are meant here, such as {from: 2016, to: 2018-09}"),
            (4, 13, '"no" is not read here; write none if there is none'),
        ),
    ),
    BadInput(
        "list-for-a-mapping",
        TWO + ("safeguards: {buy_back: [90%]}\nsources: [a]\n"),
        (
            (
                3,
                14,
                "keys and values are meant here, not a list: {rate: 90%, days: 365, covers: [stock, kit], enforced: true}",
            ),
            (
                4,
                1,
                "keys and values are meant here, not a list: {s1: {title: …, date: 2019-03-14, weight: finding}}",
            ),
        ),
    ),
    BadInput(
        "list-for-a-text",
        TWO + ("note: [a, b]\nmarket: {cn: 1}\n"),
        (
            (3, 1, "one text is meant here, not a list; put it in quotes if it holds [ or ]"),
            (4, 1, "a list is meant here; put a dash and a space before the item"),
        ),
    ),
    BadInput(
        "unknown-word",
        THREE + "entry: [{item: membership, required: no, per: monthly, opens: [join, leave]}]\n",
        (
            (
                4,
                16,
                '"membership" is not known here; is fee meant? known are fee, kit, goods, stock, service, voucher, stake, gift',
            ),
            (
                4,
                38,
                '"no" is not known here; is optional meant? known are rule, practice, optional',
            ),
            (
                4,
                47,
                '"monthly" is not known here; is month meant? known are day, week, month, year',
            ),
            (4, 70, '"leave" is not known here; write one of join, sell, recruit, earn'),
        ),
    ),
    BadInput(
        "list-for-a-word",
        TWO + "stage: [operating]\n",
        ((3, 1, "one word is meant here, one of proposed, operating, ended"),),
    ),
    BadInput(
        "flag",
        THREE + "entry: [{amount: 1, cumulative: yes}, {amount: 1, cumulative: 1}]\n",
        (
            (4, 33, '"yes" is not read here; write true'),
            (4, 63, '"1" is neither true nor false; write one of the two'),
        ),
    ),
    BadInput(
        "missing-in-an-item",
        THREE + ("rewards: [{name: a, pays: 5%}]\nentry: [{plus: {amount: 8}}]\n"),
        (
            (4, 11, "for is missing; add for: retail"),
            (5, 10, "per is missing; add per: month"),
        ),
    ),
    BadInput(
        "money",
        THREE
        + "entry: [{amount: -5}, {amount: 012}, {amount: 1e3}, {amount: 99元}, {amount: 20%}, {amount: 10-20}]\n",
        (
            (4, 18, '"-5" is negative; an amount of money is 0 or more'),
            (4, 32, '"012" starts with 0; write 12'),
            (4, 47, '"1e3" is not written out; write 1000'),
            (
                4,
                62,
                '"99元" has a sign for its currency; write 99 and the three letters of the currency, such as 99 CNY',
            ),
            (4, 77, '"20%" is a share; an amount of money is meant here, such as 99 or 500 USD'),
            (4, 92, '"10-20" is not read as meant; write {min: 10, max: 20}'),
        ),
    ),
    BadInput(
        "share",
        TWO
        + "safeguards: {payout_cap: {share: 0.3}, buy_back: {rate: 120%}, resale_rule: {share: most}}\n",
        (
            (3, 34, '"0.3" has no %; a share is written like 30% or 2/3'),
            (3, 57, '"120%" is past 100%; this is a part of a whole'),
            (3, 85, '"most" is not a share; write it like 20% or 2/3'),
        ),
    ),
    BadInput(
        "count",
        TWO + "observed: [{participants: 1.5, customers: 2万, levels: 3+, active: 1:30}]\n",
        (
            (3, 27, '"1.5" is not a whole number; write one, such as 51'),
            (3, 43, '"2万" is not written out; write 20000'),
            (3, 55, '"3+" is not a whole number; write one, such as 51'),
            (3, 67, '"1:30" is not a whole number; write one, such as 51'),
        ),
    ),
    BadInput(
        "range",
        THREE
        + "entry: [{amount: {min: 5, max: 3}}, {amount: {from: 5, to: x}}, {amount: {about: 5, max: 6}}, {amount: {min: 5 USD, max: 6}}]\n",
        (
            (4, 10, "the range is empty: no number is in it; check its lower and upper end"),
            (4, 47, '"from" is no part of a range; a range has min, max, over, under or about'),
            (4, 56, '"to" is no part of a range; a range has min, max, over, under or about'),
            (4, 66, "about stands alone; with other ends write min and max"),
            (4, 96, "the ends of a range are in two currencies; write both in one"),
        ),
    ),
    BadInput(
        "pays-list",
        TWO
        + "rewards: [{for: retail, pays: [20%, 10%]}, {for: retail, pays: {1: a, 2: 0.5.1%}}]\n",
        (
            (3, 25, "a list is written here; write one rate, or rates by level: {1: 20%, 2: 10%}"),
            (3, 68, '"a" is not an amount of money; write a number, such as 99, 12.50 or 500 USD'),
            (3, 74, '"0.5.1%" is not a share; write it like 20% or 2/3'),
        ),
    ),
    BadInput(
        "mixed-range",
        TWO + "rewards: [{for: retail, pays: {min: 5%, max: 200}}]\n",
        ((3, 25, "one end of the range is a share and the other is money; write both in one"),),
    ),
    BadInput(
        "date",
        TWO + ("period: {from: 2018-02-30, to: 2018/3}\nas_of: 2018-02\n"),
        (
            (3, 16, '"2018-02-30" is not in the calendar'),
            (3, 32, '"2018/3" is not read as a date; write 2018-03'),
            (4, 8, '"2018-02" is not one day; write it in full, such as 2018-02-28'),
        ),
    ),
    BadInput(
        "language-code",
        ("mlmcheck: 1\nname: {en: x, 中文: y}\n"),
        (
            (
                2,
                15,
                '"中文" is no language code; if the name holds a comma or a colon, put it in quotes',
            ),
        ),
    ),
    BadInput(
        "unknown-flow",
        TWO + "observed: [{revenue: {sales: 5%}, funding: {entry: 5}}]\n",
        (
            (
                3,
                23,
                '"sales" is not known here; write one of entry, stock, own-use, retail, purchase, sale, final, recruit, time, commission, total',
            ),
            (3, 52, '"5" has no %; a share is written like 5% or 2/3'),
        ),
    ),
    BadInput(
        "too-long-number",
        THREE + "entry: [{amount: 99999999999999999999999999999999999999999999999999}]\n",
        ((4, 18, "a number of more than 40 digits; check it"),),
    ),
    BadInput(
        "no-currency",
        TWO + "entry: [{amount: 99}, {amount: 5 USD}, {amount: 7}]\n",
        (
            (
                3,
                18,
                "this amount and 1 more have no currency; write for example currency: CNY at the top",
            ),
        ),
    ),
    BadInput(
        "no-currency-for-thresholds",
        TWO + "rewards: [{for: stock, by: group_volume, pays: {0: 3%, 7500: 25%}}]\n",
        ((3, 42, "this amount has no currency; write for example currency: CNY at the top"),),
    ),
    BadInput(
        "unknown-currency",
        TWO + ("currency: RMB\nentry: [{amount: 5 XYZ}]\n"),
        (
            (3, 11, '"RMB" is no currency code of ISO 4217; is CNY meant?'),
            (4, 18, '"XYZ" is no currency code of ISO 4217'),
        ),
    ),
    BadInput(
        "lower-case-currency",
        TWO + "currency: cny\n",
        ((3, 11, '"cny" is no currency code; write three capital letters, such as CNY'),),
    ),
    BadInput(
        "unknown-market",
        TWO + "market: [uk, China, zz]\n",
        (
            (3, 10, '"uk" is no market; write gb'),
            (3, 14, '"China" is no market; write cn'),
            (
                3,
                21,
                '"zz" is no market; write the two letters of a country, eu, or a part of a country as us-ca',
            ),
        ),
    ),
    BadInput(
        "unknown-source",
        THREE
        + (
            "sources: {court: {weight: finding}}\n"
            "entry: [{amount: 1, source: cuort}, {amount: 2, source: s2}]\n"
        ),
        (
            (5, 29, 'no source is called "cuort"; is court meant?'),
            (5, 57, 'no source is called "s2"; sources has court'),
        ),
    ),
    BadInput(
        "no-sources",
        THREE + "entry: [{amount: 1, source: court}]\n",
        (
            (
                4,
                29,
                'no source is called "court"; add sources: {court: {title: …, weight: finding}}',
            ),
        ),
    ),
    BadInput(
        "unknown-replaced-reward",
        TWO
        + "rewards: [{name: direct bonus, for: entry}, {for: entry, replaces: direct bonsu}, {name: a, for: entry, replaces: a}]\n",
        (
            (3, 68, 'no reward is called "direct bonsu"; is direct bonus meant?'),
            (3, 115, 'the reward "a" replaces itself; name the one it stands in for'),
        ),
    ),
    BadInput(
        "unlisted-rank",
        THREE
        + (
            "ranks: [{name: gold}]\n"
            "entry: [{amount: 1, rank: golden}]\n"
            "rewards: [{for: entry, by: rank, pays: {silver: 5%}}]\n"
        ),
        (
            (5, 27, 'no rank is called "golden"; is gold meant?'),
            (
                6,
                41,
                'no rank is called "silver"; ranks has gold, and is taken to list all there are',
            ),
        ),
    ),
    BadInput(
        "rank-where-there-is-none",
        THREE + ("ranks: none\nentry: [{amount: 1, rank: gold}]\n"),
        ((5, 27, 'ranks: none says that there are no ranks, yet "gold" is one; list it there'),),
    ),
    BadInput(
        "reserved-rank",
        THREE
        + ("ranks: [{name: all}]\nrewards: [{for: entry, by: rank, pays: {total: 5%, a: 1%}}]\n"),
        (
            (4, 16, '"all" cannot be the name of a rank: it has a meaning of its own here'),
            (5, 41, '"total" cannot be the name of a rank: it has a meaning of its own here'),
            (5, 52, 'no rank is called "a"; ranks has all, and is taken to list all there are'),
        ),
    ),
    BadInput(
        "no-level",
        TWO + "rewards: [{for: retail, pays: {1: 20%, gold: 10%}}]\n",
        (
            (
                3,
                40,
                '"gold" is no level; levels are whole numbers, each with its rate. If the keys are ranks, write by: rank',
            ),
        ),
    ),
    BadInput(
        "levels-twice",
        TWO + "rewards: [{for: retail, levels: 3, pays: {1: 20%}}]\n",
        (
            (
                3,
                25,
                "pays names the levels already; delete levels, or write one rate for all of them",
            ),
        ),
    ),
    BadInput(
        "no-threshold",
        TWO + "rewards: [{for: recruit, by: downline, pays: {0: 1%, ten: 2%, 0.0: 3%}}]\n",
        (
            (
                3,
                54,
                '"ten" is no number; by: downline asks for numbers from which a rate is paid, such as {0: 3%, 7500: 25%}',
            ),
            (3, 63, '"0.0" is written twice; keep one'),
        ),
    ),
    BadInput(
        "level-zero",
        TWO + "rewards: [{for: retail, levels: 0}]\n",
        (
            (
                3,
                33,
                "levels: 0 pays nobody; write pays: {0: …} for the payer himself, or pays: none",
            ),
        ),
    ),
    BadInput(
        "ends-before-it-begins",
        THREE
        + ("period: {from: 2018, to: 2016-05}\nentry: [{amount: 1, from: 2018-02, to: 2018-01}]\n"),
        (
            (4, 26, "it ends on 2016-05, before it begins on 2018"),
            (5, 40, "it ends on 2018-01, before it begins on 2018-02"),
        ),
    ),
    BadInput(
        "more-levels-than-paid",
        TWO + ("compensated_levels: 2\nrewards: [{for: retail, levels: 3}]\n"),
        (
            (
                4,
                25,
                "level 3 is paid here, and compensated_levels says that no more than 2 are; correct one of them",
            ),
        ),
    ),
    BadInput(
        "complete-without-list",
        TWO + ("complete: [entry, ranks]\nentry: none\n"),
        (
            (
                3,
                19,
                "ranks is said to be complete and is not in the file; write ranks: none if there is none",
            ),
        ),
    ),
    BadInput(
        "all-at-once",
        (
            "mlmcheck: 1\n"
            "market: uk\n"
            "curency: CNY\n"
            "entry:\n"
            "  - {item: fee, amount: 5,000, required: no}\n"
            "  - {item: kit, amount: 30, source: s1}\n"
            "period: {from: 2018, to: 2016}\n"
            "name: x\n"
            "name: y\n"
        ),
        (
            (2, 9, '"uk" is no market; write gb'),
            (3, 1, 'the key "curency" is not known here; is currency meant?'),
            (
                5,
                27,
                "the comma cuts 5,000 in two; write a number without commas, such as 5000, and put a text in quotes",
            ),
            (
                5,
                42,
                '"no" is not known here; is optional meant? known are rule, practice, optional',
            ),
            (6, 37, 'no source is called "s1"; add sources: {s1: {title: …, weight: finding}}'),
            (7, 26, "it ends on 2016, before it begins on 2018"),
            (9, 1, '"name" is written twice; it stands on line 8 already, keep one'),
        ),
    ),
    BadInput(
        "key-of-the-models",
        THREE + "entry: [{amount: 1, from_: 2016}]\n",
        ((4, 21, 'the key "from_" is not known here; is from meant?'),),
    ),
    BadInput(
        "wrong-inline-row",
        TWO + "network: {participants: [{id: a}, {id: [b]}]}\n",
        ((3, 36, "one text is meant here, not a list; put it in quotes if it holds [ or ]"),),
    ),
    BadInput(
        "missing-comma-at-the-end-of-a-line",
        THREE + ("entry:\n  - {item: fee,\n     amount: 1\n     per: year}\n"),
        (
            (
                7,
                9,
                "a comma or } is missing before this; put a text that holds a colon or a bracket in quotes",
            ),
        ),
    ),
    BadInput(
        "misspelt-key-deep-down",
        TWO + "rewards: [{for: entry, needs: {any: [{any: [{rnk: x}, a]}]}}]\n",
        (
            (3, 46, 'the key "rnk" is not known here; is rank meant?'),
            (3, 55, "keys and values are meant here, such as {direct_recruits: 20}"),
        ),
    ),
    BadInput(
        "key-as-text",
        TWO + "claims: [{txt: earn more}]\n",
        ((3, 11, 'the key "txt" is not known here; is text meant?'),),
    ),
    BadInput(
        "full-width-number",
        THREE + ("entry: [{amount: ２００}]\nsafeguards: {payout_cap: {share: 30％}}\n"),
        (
            (4, 18, '"２００" has full-width signs or spaces in it; write 200'),
            (5, 34, '"30％" has full-width signs or spaces in it; write 30%'),
        ),
    ),
    BadInput(
        "zero-width-space-in-a-key",
        TWO + "cur\u200brency: CNY\n",
        ((3, 1, 'the key "cur\u200brency" is not known here; is currency meant?'),),
    ),
    BadInput(
        "yes-for-an-answer",
        TWO + "assessed: {cn-224-1: {answer: true, by: me, source: file}}\n",
        ((3, 31, '"true" is not known here; is yes meant? known are yes, no'),),
    ),
    BadInput(
        "word-of-one-list",
        THREE + "rewards: [{for: signup}, {for: retail}]\n",
        (
            (
                4,
                17,
                '"signup" is not known here; is recruit meant? known are entry, stock, own-use, retail, purchase, sale, recruit, reward, time, task',
            ),
        ),
    ),
    BadInput(
        "month-for-a-day",
        TWO + "as_of: 2019年5月\n",
        ((3, 8, '"2019年5月" is not one day; write it in full, such as 2019-05-31'),),
    ),
    BadInput(
        "sign-of-two-currencies",
        TWO + "entry: [{amount: ¥398}, {amount: ￥398}]\n",
        (
            (3, 18, '"¥398" has a sign that stands for two currencies; write 398 CNY or 398 JPY'),
            (
                3,
                34,
                '"￥398" has a sign for its currency; write 398 and the three letters of the currency, such as 398 CNY',
            ),
        ),
    ),
    BadInput(
        "free",
        THREE + "entry: free\nupkeep: [{amount: Free}]\n",
        (
            (4, 8, '"free" is not read here; write none if there is none'),
            (5, 19, '"Free" is not an amount of money; write 0'),
        ),
    ),
    BadInput(
        "levels-without-end",
        THREE + "rewards: [{for: retail, levels: unlimited}, {for: entry, levels: infinite}]\n",
        (
            (4, 33, '"unlimited" is not read here; write all'),
            (4, 66, '"infinite" is not read here; write all'),
        ),
    ),
    BadInput(
        "number-with-a-unit",
        THREE
        + "safeguards: {buy_back: {days: 1 year}, cancel: {days: 2 weeks}}\nobserved: [{tenure_months: 8 months, participants: 51 people}]\n",
        (
            (
                4,
                31,
                '"1 year" has a unit; write the number alone: 365 where days are asked, 12 where months are',
            ),
            (4, 55, '"2 weeks" has a unit; write the number alone: 14'),
            (
                5,
                28,
                '"8 months" has a unit; write the number alone: 240 where days are asked, 8 where months are',
            ),
            (5, 52, '"51 people" has a unit; write the number alone: 51'),
        ),
    ),
    BadInput(
        "quarter",
        THREE + "rewards: [{for: retail, pays: 5%, per: quarter}]\n",
        (
            (
                4,
                40,
                '"quarter" is not known here; write what it comes to in a month or a year, with per: month or per: year',
            ),
        ),
    ),
    BadInput(
        "rank-for-by",
        THREE + "rewards: [{for: retail, pays: 5%, by: 主管}]\n",
        (
            (
                4,
                39,
                '"主管" is not known here: by says what the keys of pays are, one of level, rank, group_volume, direct_recruits, downline; a reward for those of one rank has needs: {rank: 主管} beside pays',
            ),
        ),
    ),
    BadInput(
        "one-rate-by-rank",
        THREE
        + "ranks: [{name: 主管}]\nrewards: [{for: retail, pays: 5%, by: rank}, {for: entry, pays: 5, by: downline}]\n",
        (
            (
                5,
                39,
                "one rate is written in pays, and by: rank asks for several, such as {主管: 5%}; if it is the same for all, delete by",
            ),
            (
                5,
                72,
                "one rate is written in pays, and by: downline asks for several, such as {0: 5%, 7500: 8%}; if it is the same for all, delete by",
            ),
        ),
    ),
    BadInput(
        "claim-without-a-list",
        THREE + "claims: 月入十万\nconduct: {deception: orders were invented}\n",
        (
            (4, 9, "a list is meant here, or none if there is none; write [月入十万]"),
            (
                5,
                22,
                "a list is meant here, or none if there is none; write [orders were invented]",
            ),
        ),
    ),
    BadInput(
        "market-in-capitals",
        THREE + "market: [US, CN]\n",
        (
            (4, 10, '"US" is no market; write us'),
            (4, 14, '"CN" is no market; write cn'),
        ),
    ),
    BadInput(
        "space-before-percent",
        THREE + "rewards: [{for: retail, pays: 20 %}]\n",
        ((4, 31, '"20 %" is not read as meant; write 20%'),),
    ),
    BadInput(
        "share-as-money-in-no-currency",
        TWO + "rewards: [{for: retail, pays: 0.2}, {for: entry, pays: {1: 0.125, 2: 20}}]\n",
        (
            (3, 31, "this is an amount of money in no currency; write 20% if a share is meant"),
            (3, 60, "this is an amount of money in no currency; write 12.5% if a share is meant"),
            (3, 70, "this amount has no currency; write for example currency: CNY at the top"),
        ),
    ),
)
"""One for each kind of mistake; several problems in one file where they are of one kind."""
