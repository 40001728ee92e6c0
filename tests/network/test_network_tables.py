"""Tests of reading ledgers: files, encodings, columns, cells, and what is wrong with them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from mlmcheck.network.columns import Wrongs
from mlmcheck.network.tables import Table, read_tables
from mlmcheck.scheme.model import Network
from mlmcheck.scheme.quantity import Wrong, WrongKey
from tests.network.ledgers import fault, faults, in_files, money, network, no_file, summary


def table(folder: Path, which: str, **ledger: object) -> Table:
    """Read one table from a folder."""
    tables = read_tables(
        Network.model_validate({which: ledger}),
        "CNY",
        None,
        lambda name: (folder / name).read_bytes(),
    )
    (only,) = tables.each
    return only


def wrong(folder: Path, which: str, **ledger: object) -> Wrong:
    """Return the error that reading one table gives."""
    with pytest.raises(Wrong) as caught:
        table(folder, which, **ledger)
    return caught.value


def test_our_own_names_need_no_mapping(tmp_path: Path) -> None:
    """A file whose columns bear our names is read without `columns`; ids keep their zeros."""
    (tmp_path / "m.csv").write_text("id,sponsor,joined\n001,,2019-01-02\n002,001,\n")
    read = table(tmp_path, "participants", file="m.csv")
    expected = [("001", None, date(2019, 1, 2), 2), ("002", "001", None, 3)]
    assert expected == list(read.rows("id", "sponsor", "joined", "row"))
    assert {"id", "sponsor", "joined"} == read.present


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, mark: str) -> None:
    """The separator is the one that splits the first line into the columns we look for."""
    lines = [mark.join(cells) for cells in (("id", "a,b;c", "sponsor"), ("1", '"x|,;\ty"', "2"))]
    (tmp_path / "m.csv").write_text("\n".join(lines))
    if mark in ",;":
        lines[0] = lines[0].replace("a,b;c", '"a,b;c"')
        (tmp_path / "m.csv").write_text("\n".join(lines))
    read = table(tmp_path, "participants", file="m.csv")
    assert [("1", "2")] == list(read.rows("id", "sponsor"))


@pytest.mark.parametrize(
    ("given", "mark"), [("^", "^"), ("tab", "\t"), ("\\t", "\t"), ("；", "；")]
)
def test_any_separator_may_be_named(tmp_path: Path, given: str, mark: str) -> None:
    """A separator of one character, or the word tab, is used as it is named."""
    (tmp_path / "m.csv").write_text(f"id{mark}sponsor\n1{mark}2\n", "utf-8")
    read = table(tmp_path, "participants", file="m.csv", separator=given)
    assert [("1", "2")] == list(read.rows("id", "sponsor"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "big5"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    """A file is read in the encoding that the ledger names; a byte order mark is no letter."""
    (tmp_path / "m.csv").write_bytes("編號,推薦人\n甲,乙\n".encode(encoding))
    read = table(
        tmp_path,
        "participants",
        file="m.csv",
        encoding=encoding,
        columns={"id": "編號", "sponsor": "推薦人"},
    )
    assert [("甲", "乙")] == list(read.rows("id", "sponsor"))


def test_utf8_is_taken_for_granted_with_or_without_a_mark(tmp_path: Path) -> None:
    """Without an encoding a file is UTF-8, and a byte order mark at its head is left out."""
    (tmp_path / "m.csv").write_bytes("id\n甲\n".encode("utf-8-sig"))
    assert [("甲",)] == list(table(tmp_path, "participants", file="m.csv").rows("id"))


def test_values_unit_and_dates(tmp_path: Path) -> None:
    """Words are mapped, amounts are in the unit named and exact, dates are days."""
    (tmp_path / "o.csv").write_text(
        "单号,类型,金额,时间\n01,零售,10,2018-02-03 04:05:06\n02,进货,1,2018/2/3\n", "utf-8"
    )
    found = in_files(
        tmp_path,
        orders={
            "file": "o.csv",
            "unit": "0.01",
            "columns": {"id": "单号", "kind": "类型", "amount": "金额", "date": "时间"},
            "values": {"kind": {"零售": "retail", "进货": "stock"}},
        },
    )
    # Nobody is known to be no participant where there is no list of them.
    assert money(sale="0.1", stock="0.01") == found.revenue
    assert date(2018, 2, 3) == found.first_day == found.last_day


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("0.1", "0.1"),
        ("007.50", "7.5"),
        (".5", "0.5"),
        ("+3", "3"),
        ("1,234.50", "1234.5"),
        ("1,234,567", "1234567"),
        ("123456789012345678901234567890.01", "123456789012345678901234567890.01"),
    ],
)
def test_amounts_are_exact(text: str, amount: str) -> None:
    """An amount is what is written, to the last digit."""
    found = summary(orders=[{"id": "1", "amount": text}])
    assert {"unknown": Fraction(amount)} == found.revenue


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1,234", "ambiguous-amount"),
        ("12,5", "ambiguous-amount"),
        ("1E+05", "unreadable-amount"),
        ("¥100", "unreadable-amount"),
        ("nan", "unreadable-amount"),
        ("١٢", "unreadable-amount"),
        ("9" * 5000, "unreadable-amount"),
        ("-5", "negative-amount"),
        ("", "missing-amount"),
    ],
)
def test_an_amount_that_cannot_be_read_is_set_aside(text: str, kind: str) -> None:
    """A row without a clear amount is in no sum, is counted, and is named with its reason."""
    found = summary(orders=[{"id": "A", "amount": text}, {"id": "B", "amount": "7"}])
    assert {kind: ("A",)} == faults(found)
    assert ({"unknown": Fraction(7)}, 1, {"orders": 1}) == (
        found.revenue,
        found.orders,
        found.aside,
    )


@pytest.mark.parametrize(
    "text",
    [
        "2016-02-29",
        "2016/2/29",
        "2016.02.29",
        "20160229",
        "2016年2月29日",
        "2016-02-29T23:59:59+08:00",
        "2016-02-29 23:59",
        "2016/2/29 9:05:07.123",
    ],
)
def test_dates(text: str) -> None:
    """A day is the day written, whatever time stands after it."""
    found = summary(orders=[{"id": "1", "amount": "1", "date": text}])
    assert (date(2016, 2, 29), {}) == (found.last_day, faults(found))


@pytest.mark.parametrize(
    "text", ["2015-02-29", "29/02/2016", "2016-02", "42434", "2016-02-29 25:00", "2016-02/29", "x"]
)
def test_a_date_that_cannot_be_read_leaves_the_row_undated(text: str) -> None:
    """A row whose date is no date counts as undated, and the fault gives an example."""
    found = summary(orders=[{"id": "A", "amount": "5", "date": text}])
    assert {"unreadable-date": ("A",)} == faults(found)
    assert text in str(fault(found, "unreadable-date").text)
    assert ({"unknown": Fraction(5)}, None) == (found.revenue, found.last_day)


def test_rows_after_the_day_do_not_count_nor_their_faults() -> None:
    """What is dated after `as_of` is as if it were not there; what is undated counts."""
    orders = """
        id amount date       kind
        A  1      2018-01-01 stock
        B  2      .          stock
        C  -4     2018-01-02 stock
        D  8      2018-01-02 barter
    """
    found = summary(as_of=date(2018, 1, 1), orders=orders)
    assert (money(stock=3), {}) == (found.revenue, faults(found))


def test_rows_are_named_by_line_where_they_have_no_id(tmp_path: Path) -> None:
    """A row without an id is named by the line of the file on which it begins."""
    (tmp_path / "p.csv").write_text('to,amount\n\n"a\nb",x\n\nc,y\n,\n')
    found = in_files(tmp_path, payouts={"file": "p.csv"})
    assert ("line 3", "line 6") == fault(found, "unreadable-amount").rows


def test_rows_of_a_list_are_named_by_their_place() -> None:
    """A row of a list is named by its place in it."""
    found = summary(payouts=[{"to": "a", "amount": "1"}, {"to": "a", "amount": "x"}])
    assert ("row 2",) == fault(found, "unreadable-amount").rows


def test_ragged_rows_are_left_out_and_counted(tmp_path: Path) -> None:
    """A row with too few or too many cells is left out; empty cells past the end are not."""
    (tmp_path / "o.csv").write_text("id,amount\nA,1\nB\nC,1,2\nD,4,,\n")
    found = in_files(tmp_path, orders={"file": "o.csv"})
    assert {"ragged-row": ("line 3", "line 4")} == faults(found)
    assert ({"unknown": Fraction(5)}, {"orders": 2}) == (found.revenue, found.aside)


def test_participants_without_an_id_are_left_out() -> None:
    """A participant without an id is nobody one could name; he is counted as set aside."""
    found = summary(participants=[{"id": "A"}, {"id": " ", "sponsor": "A"}])
    assert ({"missing-id": ("row 2",)}, 1) == (faults(found), found.aside["participants"])


def test_a_word_that_stands_for_nothing_is_mapped_to_none() -> None:
    """With `none` a mapping says that a word in a column stands for nothing."""
    people = {"rows": [{"id": "A", "sponsor": "0"}], "values": {"sponsor": {"0": "none"}}}
    assert {} == faults(summary(participants=people))


def test_a_column_of_our_name_that_is_not_mapped_is_not_read(tmp_path: Path) -> None:
    """With `columns` only what it names is read, and a namesake of ours is pointed out."""
    (tmp_path / "p.csv").write_text("payee,amount,level\nA,5,7\n")
    ledger = {"file": "p.csv", "columns": {"to": "payee", "amount": "amount"}}
    found = in_files(tmp_path, payouts=ledger)
    assert ((), {"unmapped-column": ("level",)}) == (found.paid_levels, faults(found))


def test_money_in_another_currency_is_in_no_sum() -> None:
    """An order in another currency than the scheme's is set aside; a mapped name is not."""
    orders = {
        "rows": [
            {"id": "A", "amount": "1", "currency": "cny"},
            {"id": "B", "amount": "2", "currency": "USD"},
            {"id": "C", "amount": "4", "currency": "人民币"},
            {"id": "D", "amount": "8"},
        ],
        "values": {"currency": {"人民币": "CNY"}},
    }
    found = summary(orders=orders)
    assert {"unknown": Fraction(13)} == found.revenue
    assert {"other-currency": ("B",)} == faults(found)


def test_two_currencies_need_one_that_counts() -> None:
    """Without a currency of the scheme, rows in two of them are an error at their table."""
    orders = [{"id": c, "amount": "1", "currency": c} for c in ("EUR", "USD")]
    with pytest.raises(Wrong, match="EUR, USD") as caught:
        summary(currency=None, orders=orders)
    assert ("network", "orders") == caught.value.at
    assert {"unknown": Fraction(1)} == summary(currency=None, orders=orders[:1]).revenue


def test_a_missing_file_is_an_error_at_its_name(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is an error at the key that names it."""
    (tmp_path / "d").mkdir()
    assert ("network", "orders", "file") == wrong(tmp_path, "orders", file="x.csv").at
    assert "folder" in str(wrong(tmp_path, "orders", file="d"))


def test_the_reader_of_files_may_refuse(tmp_path: Path) -> None:
    """What the reader of files says is wrong stands at the name of the file."""
    from mlmcheck.text import Text

    def refuse(name: str) -> bytes:
        raise Wrong(Text("{name} lies outside", name=name), ("anywhere",))

    with pytest.raises(Wrong, match=r"o\.csv lies outside") as caught:
        read_tables(Network.model_validate({"orders": {"file": "o.csv"}}), None, None, refuse)
    assert ("network", "orders", "file") == caught.value.at


def test_a_column_that_is_not_there_is_an_error_at_its_key(tmp_path: Path) -> None:
    """A column that `columns` names and the file lacks is an error that lists what there is."""
    (tmp_path / "m.csv").write_text("nr,name\n1,x\n")
    error = wrong(tmp_path, "participants", file="m.csv", columns={"id": "nr", "sponsor": "by"})
    assert ("network", "participants", "columns", "sponsor") == error.at
    assert "nr, name" in str(error)


def test_all_wrong_columns_are_named_at_once(tmp_path: Path) -> None:
    """Several wrong columns in several tables are one error that holds each of them."""
    (tmp_path / "m.csv").write_text("nr\n1\n")
    ledger = {"file": "m.csv", "columns": {"id": "a", "sponsor": "b"}}
    document = {"participants": ledger, "orders": {"file": "none.csv"}}
    with pytest.raises(Wrongs) as caught:
        read_tables(
            Network.model_validate(document),
            None,
            None,
            lambda name: (tmp_path / name).read_bytes(),
        )
    expected = [
        ("network", "participants", "columns", "id"),
        ("network", "participants", "columns", "sponsor"),
        ("network", "orders", "file"),
    ]
    assert expected == [each.at for each in caught.value.each]
    assert expected[0] == caught.value.at


def test_unknown_keys_of_columns_and_values_are_errors(tmp_path: Path) -> None:
    """A key of `columns` or `values` that is no column of ours is an error that lists ours."""
    (tmp_path / "m.csv").write_text("id\n1\n")
    error = wrong(tmp_path, "participants", file="m.csv", columns={"id": "id", "buyer": "id"})
    assert isinstance(error, WrongKey)
    assert ("network", "participants", "columns", "buyer") == error.at
    error = wrong(tmp_path, "participants", file="m.csv", values={"kind": {"a": "retail"}})
    assert ("network", "participants", "values", "kind") == error.at


def test_a_kind_that_is_none_of_ours_is_an_error(tmp_path: Path) -> None:
    """`values` maps kinds to ours; anything else is an error at the word."""
    error = wrong(tmp_path, "orders", file="o.csv", values={"kind": {"零售": "ritail"}})
    assert ("network", "orders", "values", "kind", "零售") == error.at


def test_columns_that_a_table_needs(tmp_path: Path) -> None:
    """A table without what it needs is an error at `columns`, at its file, or at the row."""
    (tmp_path / "o.csv").write_text("id,sum\n1,2\n")
    assert ("network", "orders", "file") == wrong(tmp_path, "orders", file="o.csv").at
    error = wrong(tmp_path, "orders", file="o.csv", columns={"id": "id"})
    assert ("network", "orders", "columns") == error.at
    with pytest.raises(Wrong) as caught:
        read_tables(network(payouts=[{"to": "A"}]), None, None, no_file)
    assert ("network", "payouts", 0) == caught.value.at


def test_an_unknown_key_in_a_list_of_rows_is_an_error() -> None:
    """A key of an inline row that is no column of ours is an error at that key."""
    with pytest.raises(WrongKey) as caught:
        read_tables(network(orders=[{"amount": "1", "price": "2"}]), None, None, no_file)
    assert ("network", "orders", 0, "price") == caught.value.at


def test_a_column_name_that_stands_twice_is_an_error(tmp_path: Path) -> None:
    """Which of two columns of one name is meant cannot be known."""
    (tmp_path / "m.csv").write_text("id,id\n1,2\n")
    assert "two columns" in str(wrong(tmp_path, "participants", file="m.csv"))


def test_the_wrong_encoding_is_an_error_that_names_the_line(tmp_path: Path) -> None:
    """Bytes that do not fit the encoding are an error with their line and what to write."""
    (tmp_path / "m.csv").write_bytes("id,rank\n1,a\n2,代理\n".encode("gb18030"))
    error = wrong(tmp_path, "participants", file="m.csv")
    assert ("network", "participants", "file") == error.at
    assert "line 3" in str(error)
    assert "encoding: gb18030" in str(error)
    error = wrong(tmp_path, "participants", file="m.csv", encoding="ascii")
    assert ("network", "participants", "encoding") == error.at


@pytest.mark.parametrize("encoding", ["gb1830", "hex", "idna", "a\0b", "undefined"])
def test_an_unknown_encoding_is_an_error(tmp_path: Path, encoding: str) -> None:
    """A word that is no encoding of text is an error at its key."""
    (tmp_path / "m.csv").write_bytes("id\n代\n".encode())
    error = wrong(tmp_path, "participants", file="m.csv", encoding=encoding)
    assert ("network", "participants", "encoding") == error.at


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'id,rank\n1,"a\n2,b\n', "line 2"),
        (b'id,rank\n1,a\n2,"b"c\n', "line 3"),
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"PK\x03\x04rest", "Excel"),
        (b"PAR1rest", "Parquet"),
    ],
)
def test_a_file_that_is_no_table_is_an_error(tmp_path: Path, content: bytes, said: str) -> None:
    """A quotation mark left open, nothing at all or another kind of file is an error."""
    (tmp_path / "m.csv").write_bytes(content)
    error = wrong(tmp_path, "participants", file="m.csv")
    assert (("network", "participants", "file"), True) == (error.at, said in str(error))


@pytest.mark.parametrize("mark", ["", "ab", '"', "\n"])
def test_a_separator_of_more_or_less_than_a_character_is_an_error(
    tmp_path: Path, mark: str
) -> None:
    """A separator is one character that is neither a quotation mark nor a line's end."""
    (tmp_path / "m.csv").write_text("id\n1\n")
    error = wrong(tmp_path, "participants", file="m.csv", separator=mark)
    assert ("network", "participants", "separator") == error.at


def test_a_ledger_names_one_table(tmp_path: Path) -> None:
    """Neither file nor rows, or both, is an error."""
    assert ("network", "orders") == wrong(tmp_path, "orders", unit="1").at
    error = wrong(tmp_path, "orders", file="o.csv", rows=[{"amount": "1"}])
    assert ("network", "orders", "rows") == error.at


def test_a_table_with_no_rows_is_a_table(tmp_path: Path) -> None:
    """A file of nothing but column names is a ledger in which nothing happened."""
    (tmp_path / "o.csv").write_text("id,amount\n")
    found = in_files(tmp_path, orders={"file": "o.csv"})
    assert (0, {}, True) == (found.orders, found.revenue, found.has_orders)
