package dev.adjoint.bench.compare;

import dev.adjoint.bench.Arguments;
import dev.adjoint.bench.workload.Workload;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What to compare and how long.
///
/// @param peers the folder of the other libraries' runners
/// @param runners names: `adjoint`, `adjoint-eager`, `adjoint-scalar`, or a script of the peers'
///   folder
/// @param threads one or more numbers of threads
/// @param out the folder of the results
/// @param keep a folder for the page and the chart under the name of the day, if they are to be
///   kept
/// @param rounds turns that each library gets
/// @param seconds of one turn
/// @param warmUp seconds before the first turn
/// @param startUps how often the time to the first step is measured; 0 for never
record Options(
    Path peers,
    List<String> runners,
    List<Workload> workloads,
    List<Integer> threads,
    Path out,
    Optional<Path> keep,
    int rounds,
    double seconds,
    double warmUp,
    int startUps) {

  static final String USAGE =
      """
      usage: bench/compare [--avx2] [OPTION VALUE]…
        --avx2             first: Adjoint with the vectors of AVX2 on a processor that has wider ones
        --peers DIR        runners of other libraries, a script runners/NAME.sh each; default bench/peers
        --runners LIST     default adjoint,libtorch,tf,djl,dl4j,onnxruntime,openblas,mkl
        --workloads LIST   default W1 to W17; none only shows what was measured before
        --threads LIST     default 1,2
        --out DIR          results are added to those in it; default bench/target/compare
        --keep DIR         leaves the page and the chart there too, in a folder named by the
                           processor, under the name of the day
        --rounds N         turns for each, default 7
        --seconds S        of a turn, default 1
        --warmup S         before the first turn, default 6
        --startups N       measures of the time to the first step of W1, default 5
      """;

  /// Takes the usual values for whatever is not given.
  ///
  /// @throws IllegalArgumentException with the line to print
  static Options of(Arguments arguments) {
    return new Options(
        Path.of(arguments.text("--peers", Peers.OWN.toString())),
        arguments.list("--runners", "adjoint,libtorch,tf,djl,dl4j,onnxruntime,openblas,mkl"),
        Workload.named(arguments.list("--workloads", Workload.names())),
        arguments.counts("--threads", "1,2"),
        Path.of(arguments.text("--out", "bench/target/compare")),
        arguments.has("--keep")
            ? Optional.of(Path.of(arguments.text("--keep", "")))
            : Optional.empty(),
        arguments.count("--rounds", 7),
        arguments.number("--seconds", 1),
        arguments.number("--warmup", 6),
        arguments.count("--startups", 5));
  }

  /// Reads `--name value` pairs.
  static Options parse(String... arguments) {
    return of(Arguments.parse(USAGE, arguments));
  }

  /// Whether anything but Adjoint is measured.
  boolean measuresPeers() {
    return !workloads.isEmpty()
        && runners.stream().anyMatch(name -> !name.startsWith(Contestant.ADJOINT));
  }
}
