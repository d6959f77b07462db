"""po4a's Perl modules in one Perl process, as `po4a-updatepo` and `po4a-translate` call them, without wrapping.

Perl takes the times, so that its start costs po4a nothing.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable

from peers.model import Outcome, Site, Stages

DRIVER = r"""
use strict; use warnings;
use Time::HiRes qw(time);
use Locale::Po4a::Chooser; use Locale::Po4a::TransTractor;
my $stage = shift @ARGV;
my @jobs = map { chomp; [split /\t/] } <STDIN>;
my @failed;
my ($begun, $cpu) = (time, (times)[0] + (times)[1]);
for my $job (@jobs) {
    my ($page, $catalogue, $result) = @$job;
    eval {
        my $document = Locale::Po4a::Chooser::new('text', markdown => 1, neverwrap => 1);
        my %names = $stage eq 'extract' ? (po_out_name => $catalogue)
                                        : (po_in_name => [$catalogue], file_out_name => $result);
        $document->process(file_in_name => [$page], file_in_charset => 'UTF-8', file_out_charset => 'UTF-8', %names);
        1;
    } or push @failed, substr(($page =~ m{([^/]*)$})[0] . ": $@", 0, 200);
}
$cpu = (times)[0] + (times)[1] - $cpu;
$begun = time - $begun;
s/[^\x20-\x7e]|["\\]/ /g for @failed;
printf "\n{\"seconds\": %.6f, \"cpu\": %.6f, \"failures\": [%s]}\n", $begun, $cpu, join ', ', map { "\"$_\"" } @failed;
"""


def _stage(name: str) -> Callable[[Site], Callable[[], Outcome]]:
    def stage(site: Site) -> Callable[[], Outcome]:
        given = "".join(f"{page}\t{catalogue}\t{result}\n" for page, catalogue, result in site.pages())
        return lambda: _perl(name, given)

    return stage


def _perl(name: str, given: str) -> Outcome:
    done = subprocess.run(["perl", "-e", DRIVER, name], input=given, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout.rstrip().rpartition("\n")[2])
    return Outcome(tuple(said["failures"]), seconds=said["seconds"], cpu=said["cpu"])


if shutil.which("po4a-translate") is None or shutil.which("perl") is None:
    raise ModuleNotFoundError("po4a is not on PATH", name="po4a")

STAGES: Stages = {"extract": _stage("extract"), "reassemble": _stage("reassemble")}
