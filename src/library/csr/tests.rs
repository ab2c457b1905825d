use super::*;

/// The last value that is short.
const SHORT: u32 = u16::MAX as u32;

fn lists(all: &[&[u32]]) -> Lists {
    let mut lists = Lists::default();
    for list in all {
        lists.push(list.iter().copied());
    }
    lists
}

fn shrunk(all: &[&[u32]]) -> Lists {
    let mut lists = lists(all);
    lists.shrink();
    lists
}

fn values(list: List<'_>) -> Vec<u32> {
    list.iter().collect()
}

fn all(lists: &Lists) -> Vec<Vec<u32>> {
    lists.iter().map(|(_, list)| values(list)).collect()
}

fn are_short(lists: &Lists) -> bool {
    matches!(lists.items, Items::Short(_))
}

fn again(lists: &Lists) -> Lists {
    let mut out = Writer::default();
    lists.write(&mut out);
    let bytes = out.into_bytes();
    let mut reader = Reader(&bytes);
    let again = Lists::read(&mut reader).unwrap();
    assert!(reader.is_empty());
    again
}

#[test]
fn only_keys_that_have_a_list_take_room() {
    let mut sparse = Sparse::default();
    sparse.push(3, [7, 8]);
    sparse.push(4, []);
    sparse.push(9, [1]);
    assert_eq!(values(sparse.get(3)), [7, 8]);
    assert_eq!(values(sparse.get(9)), [1]);
    assert!([0, 4, 10].iter().all(|key| sparse.get(*key).is_empty()));
    let mut out = Writer::default();
    sparse.write(&mut out);
    let bytes = out.into_bytes();
    let again = Sparse::read(&mut Reader(&bytes)).unwrap();
    assert_eq!((values(again.get(9)), again.keys.count), (vec![1], 2));
}

#[test]
fn lists_take_less_room_where_they_are_short_and_stay_the_same() {
    for count in [0, 1, 63, 64, 65, 200] {
        for longest in [3, 2_000] {
            let mut lists = Lists::default();
            for key in 0..count {
                lists.push((0..key * 7 % longest).map(|at| at + key));
            }
            let before = lists.clone();
            lists.shrink();
            let again = again(&lists);
            assert_eq!([lists.len(), again.len()], [count as usize; 2]);
            for key in 0..count + 2 {
                let expected = values(before.get(key));
                assert_eq!(values(lists.get(key)), expected);
                assert_eq!(values(again.get(key)), expected);
            }
            lists.push([1]);
            assert_eq!(lists.len(), count as usize + 1);
            assert_eq!(values(lists.get(count)), [1]);
        }
    }
    let mut long = Lists::default();
    long.push(0..70_000);
    long.push([1]);
    long.shrink();
    assert!(matches!(long.starts, Starts::Long(_)));
    assert_eq!(values(long.get(1)), [1]);
}

#[test]
fn values_are_short_up_to_65535_and_long_above() {
    for last in [SHORT, SHORT + 1, u32::MAX] {
        let expected = [vec![0, last], vec![], vec![SHORT, 7]];
        let lists = shrunk(&[&[0, last], &[], &[SHORT, 7]]);
        for lists in [&lists, &again(&lists), &again(&again(&lists))] {
            assert_eq!(are_short(lists), last == SHORT);
            assert_eq!(all(lists), expected);
            assert!(lists.get(3).is_empty());
        }
    }
    assert!(are_short(&again(&shrunk(&[]))));
}

#[test]
fn short_values_take_half_of_the_bytes_in_a_cache() {
    let length = |lists: &Lists| {
        let mut out = Writer::default();
        lists.write(&mut out);
        out.into_bytes().len()
    };
    let (short, long) = (vec![SHORT; 1_000], vec![SHORT + 1; 1_000]);
    let [short, long] = [short, long].map(|list| length(&shrunk(&[&list])));
    assert_eq!(long - short, 2_000);
}

#[test]
fn values_of_both_widths_at_once_are_not_what_was_written() {
    let mut out = Writer::default();
    out.shorts(&[1]);
    out.numbers([2].into_iter());
    let bytes = out.into_bytes();
    assert!(Items::read(&mut Reader(&bytes)).is_none());
}

#[test]
fn what_is_added_after_shrinking_may_be_of_any_size() {
    let mut lists = shrunk(&[&[1, SHORT]]);
    lists.push([SHORT + 1, 2]);
    let expected = [[1, SHORT], [SHORT + 1, 2]];
    assert_eq!(all(&lists), expected);
    lists.shrink();
    assert!(!are_short(&lists));
    assert_eq!(all(&lists), expected);
}

#[test]
fn a_list_says_the_same_of_its_values_whatever_their_width() {
    for more in [0, SHORT] {
        let list = [more + 2, more + 3, more + 5];
        let lists = shrunk(&[&[], &list, &[more + 9]]);
        assert_eq!(are_short(&lists), more == 0);
        let got = lists.get(1);
        assert_eq!((got.len(), got.is_empty()), (3, false));
        assert_eq!((got.first(), lists.get(0).first()), (Some(more + 2), None));
        assert_eq!((got.array(), got.array::<2>()), (Some(list), None));
        let below = [0, 2, 3, 4, 5, 6].map(|number| got.count_below(more + number));
        assert_eq!(below, [0, 0, 1, 2, 2, 3]);
        assert_eq!(values(got.slice(1..3)), list[1..]);
        assert!(got.slice(1..4).is_empty() && got.slice(3..3).is_empty());
        let mut ends = got.iter();
        assert_eq!(ends.next_back(), Some(more + 5));
        assert_eq!((ends.len(), ends.next()), (2, Some(more + 2)));
        assert_eq!((ends.next_back(), ends.next()), (Some(more + 3), None));
        let mut folded = Vec::new();
        got.iter().for_each(|value| folded.push(value));
        assert_eq!(folded, list);
    }
}

#[test]
fn the_values_of_some_lists_are_counted() {
    for more in [0, SHORT] {
        let long: Vec<u32> = (1..9).collect();
        let mut lists = shrunk(&[&[more + 1, 2], &[], &[3], &long, &[2]]);
        for _ in 0..2 {
            let mut counts = vec![1; more as usize + 5];
            let keys = [(9, 1), (0, 0b11_1101_1011)];
            lists.count(keys.into_iter(), (&mut counts, 1));
            lists.count([(0, 0b10100)].into_iter(), (&mut counts, u32::MAX));
            assert_eq!(
                counts[..5],
                if more == 0 {
                    [1, 3, 3, 1, 2]
                } else {
                    [1, 2, 3, 1, 2]
                }
            );
            assert_eq!(counts[more as usize + 1], if more == 0 { 3 } else { 2 });
            lists.push([]);
        }
    }
}

#[test]
fn of_lists_that_mostly_hold_one_value_each_is_what_it_was() {
    for last in [3, SHORT - 2, SHORT - 1, SHORT, SHORT + 1] {
        let lists = lists(&[&[2], &[], &[last], &[1, last, 2]]);
        let singles = Singles::new(&lists);
        let mut out = Writer::default();
        singles.write(&mut out);
        let again = Singles::read(&mut Reader(&out.into_bytes())).unwrap();
        for singles in [&singles, &again] {
            assert_eq!(singles.len(), 4);
            for key in 0..6 {
                assert_eq!(values(singles.get(key)), values(lists.get(key)));
            }
            let mut told = Vec::new();
            singles.tell([3, 0, 1, 9, 2].into_iter(), |value| told.push(value));
            assert_eq!(told, [1, last, 2, 2, last]);
        }
    }
}

#[test]
fn inverting_lists_who_holds_each_value() {
    let plain = lists(&[&[2, 0], &[], &[2]]);
    for lists in [&plain, &shrunk(&[&[2, 0], &[], &[2]])] {
        let mut inverted = lists.inverted(3);
        for _ in 0..2 {
            assert_eq!(all(&inverted), [vec![0], vec![], vec![0, 2]]);
            assert!(inverted.get(9).is_empty());
            inverted.shrink();
        }
    }
}

#[test]
fn inverted_lists_are_as_wide_as_the_keys_were_many() {
    for last in [SHORT, SHORT + 1] {
        let mut lists = Lists::default();
        for key in 0..=last {
            lists.push((key == last).then_some(1));
        }
        lists.shrink();
        assert!(are_short(&lists));
        let mut inverted = lists.inverted(2);
        inverted.shrink();
        assert_eq!(are_short(&inverted), last == SHORT);
        assert_eq!(all(&inverted), [vec![], vec![last]]);
    }
}

#[test]
fn sparse_lists_are_inverted_replaced_and_kept_in_either_width() {
    for far in [90, SHORT + 1] {
        let mut sparse = Sparse::default();
        sparse.push(3, [1]);
        sparse.push(far, [1, 2]);
        sparse.shrink();
        assert!(are_short(&sparse.lists));
        let mut inverted = sparse.inverted(3);
        inverted.shrink();
        assert_eq!(are_short(&inverted.lists), far == 90);
        assert_eq!(values(inverted.get(1)), [3, far]);
        assert_eq!(values(inverted.get(2)), [far]);
        sparse.replace(|value| value + far);
        sparse.shrink();
        assert_eq!(are_short(&sparse.lists), far == 90);
        assert_eq!(values(sparse.get(far)), [1 + far, 2 + far]);
        let mut out = Writer::default();
        sparse.write(&mut out);
        let again = Sparse::read(&mut Reader(&out.into_bytes())).unwrap();
        assert_eq!(are_short(&again.lists), far == 90);
        assert_eq!(values(again.get(3)), [1 + far]);
    }
}

#[test]
fn joined_lists_stand_after_each_other() {
    for last in [3, SHORT, SHORT + 1] {
        // Of what is joined some may have shrunk.
        for one in [lists(&[&[1, 2], &[]]), shrunk(&[&[1, 2], &[]])] {
            for other in [lists(&[&[last]]), shrunk(&[&[last]])] {
                let joined = Lists::joined(&[one.clone(), Lists::default(), other]);
                assert_eq!(are_short(&joined), last <= SHORT);
                assert_eq!(all(&joined), [vec![1, 2], vec![], vec![last]]);
            }
        }
    }
}
