from gongkai_desktop.domain.review.finding import Finding, Gate, Severity, settled


def finding(start, end, severity=Severity.MEDIUM, rule="WZ01"):
    return Finding(
        rule=rule, gate=Gate.WORDING, severity=severity, start=start, end=end, message=""
    )


def kept(*findings):
    return [(one.start, one.end) for one in settled(findings)]


def test_of_nested_findings_the_heavier_stays_then_the_longer():
    assert kept(finding(0, 10), finding(2, 4)) == [(0, 10)]
    assert kept(finding(0, 10, Severity.LOW), finding(2, 4, Severity.HIGH)) == [(2, 4)]


def test_findings_that_only_overlap_both_stay_in_order():
    assert kept(finding(3, 9), finding(0, 5), finding(20, 22)) == [(0, 5), (3, 9), (20, 22)]
