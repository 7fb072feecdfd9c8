package dev.adjoint.bench.compare;

import dev.adjoint.bench.workload.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What to compare and how long.
///
/// @param peers the folder of the other libraries' runners; without it Adjoint runs alone
/// @param runners names: `adjoint`, `adjoint-eager`, `adjoint-scalar`, or a script of the peers'
///   folder
/// @param threads one or more numbers of threads
/// @param out the folder of the results
/// @param rounds turns that each library gets
/// @param seconds of one turn
/// @param warmUp seconds before the first turn
/// @param startUps how often the time to the first step is taken; 0 for not
record Options(
    Optional<Path> peers,
    List<String> runners,
    List<Workload> workloads,
    List<Integer> threads,
    Path out,
    int rounds,
    double seconds,
    double warmUp,
    int startUps) {

  static final String USAGE =
      """
      usage: bench/compare [OPTION VALUE]…
        --peers DIR        runners of other libraries; default ../shared/peers if it is there
        --runners LIST     default: adjoint, and with peers libtorch,libtorch-stock,tf,djl,dl4j,openblas,mkl
        --workloads LIST   default W1,W2,W3,W4,W5,W6,W7,W8
        --threads LIST     default 1,2
        --out DIR          results are added to those in it; default bench/target/compare
        --rounds N         turns for each, default 7
        --seconds S        of a turn, default 1
        --warmup S         before the first turn, default 6
        --startups N       measures of the time to the first step of W1, default 5
      """;

  private static final Options ALL =
      new Options(
          Peers.usual(),
          List.of(),
          List.of(Workload.values()),
          List.of(1, 2),
          Path.of("bench", "target", "compare"),
          7,
          1,
          6,
          5);

  /// Reads `--name value` pairs.
  ///
  /// @throws IllegalArgumentException with the line to print
  static Options parse(String... arguments) {
    Options options = ALL;
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " wants a value");
      }
      options = options.with(arguments[i], arguments[i + 1]);
    }
    return options.runners.isEmpty() ? options.withRunners(options.usualRunners()) : options;
  }

  private List<String> usualRunners() {
    return peers.isPresent()
        ? List.of("adjoint", "libtorch", "libtorch-stock", "tf", "djl", "dl4j", "openblas", "mkl")
        : List.of("adjoint");
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--peers" ->
          new Options(
              Optional.of(Path.of(value)),
              runners,
              workloads,
              threads,
              out,
              rounds,
              seconds,
              warmUp,
              startUps);
      case "--runners" -> withRunners(List.of(value.split(",", -1)));
      case "--workloads" ->
          new Options(
              peers,
              runners,
              Workload.parse(value),
              threads,
              out,
              rounds,
              seconds,
              warmUp,
              startUps);
      case "--threads" -> withThreads(value);
      case "--out" ->
          new Options(
              peers,
              runners,
              workloads,
              threads,
              Path.of(value),
              rounds,
              seconds,
              warmUp,
              startUps);
      case "--rounds" ->
          new Options(
              peers,
              runners,
              workloads,
              threads,
              out,
              (int) number(name, value),
              seconds,
              warmUp,
              startUps);
      case "--seconds" ->
          new Options(
              peers,
              runners,
              workloads,
              threads,
              out,
              rounds,
              number(name, value),
              warmUp,
              startUps);
      case "--warmup" ->
          new Options(
              peers,
              runners,
              workloads,
              threads,
              out,
              rounds,
              seconds,
              number(name, value),
              startUps);
      case "--startups" ->
          new Options(
              peers,
              runners,
              workloads,
              threads,
              out,
              rounds,
              seconds,
              warmUp,
              (int) number(name, value));
      default -> throw new IllegalArgumentException("there is no option " + name);
    };
  }

  /// The same with the peers' folder ready for use.
  Options built() throws IOException, InterruptedException {
    return peers.isEmpty() ? this : with("--peers", Peers.built(peers.get()).toString());
  }

  private Options withRunners(List<String> names) {
    return new Options(peers, names, workloads, threads, out, rounds, seconds, warmUp, startUps);
  }

  private Options withThreads(String list) {
    List<Integer> counts =
        Arrays.stream(list.split(",", -1)).map(count -> (int) number("--threads", count)).toList();
    return new Options(peers, runners, workloads, counts, out, rounds, seconds, warmUp, startUps);
  }

  private static double number(String name, String value) {
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s must be a number but is %s".formatted(name, value), e);
    }
  }
}
