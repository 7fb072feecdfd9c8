package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Commands that are used wrongly: what is wrong, where the help is, exit code 2.
@Tag("tiny")
final class MisuseTest {

  static Stream<Arguments> misuses() {
    return Stream.of(
        misuse("", "there is no command 'trian'; did you mean train?", "trian"),
        misuse("train", "there is no option --epoch; did you mean --epochs?", "--epoch", "3"),
        misuse("train", "--epochs: 'abc' is not a whole number", "--epochs", "abc"),
        misuse("train", "--epochs needs a value: --epochs N", "--epochs"),
        misuse("train", "--epochs is given twice; leave one out", "--epochs", "1", "--epochs", "2"),
        misuse("train", "--epochs is 0 but must be at least 1", "--epochs", "0"),
        misuse("train", "--batch is -1 but must be at least 1", "--batch", "-1"),
        misuse("train", "--patience is -1 but must be at least 0", "--patience", "-1"),
        misuse("train", "--threads is 0 but must be at least 1", "--threads", "0"),
        misuse("train", "--seed: 'x' is not a whole number", "--seed", "x"),
        misuse("train", "--rate: 'fast' is not a number", "--rate", "fast"),
        misuse(
            "train",
            "--rate is 0.0 but must be a finite number above 0; 0.001 is usual",
            "--rate",
            "0"),
        misuse(
            "train",
            "--rate is NaN but must be a finite number above 0; 0.001 is usual",
            "--rate",
            "NaN"),
        misuse(
            "train",
            "--validation is 1.0 but must be above 0 and below 1; 0.2 is usual",
            "--validation",
            "1"),
        misuse(
            "train",
            "--dropout is 1.0 but must be at least 0 and below 1; 0.5 is usual",
            "--dropout",
            "1"),
        misuse(
            "train",
            "--layers are [64, 0] but each must be at least 1; a single 0 means no hidden layer",
            "--layers",
            "64,0"),
        misuse("train", "--layers: 'a' is not a whole number", "--layers", "3,a"),
        misuse(
            "train",
            "--activation: there is no 'rleu'; did you mean ReLU?",
            "--activation",
            "rleu"),
        misuse(
            "train",
            "--model: there is no 'perceptrno'; did you mean perceptron?",
            "--model",
            "perceptrno"),
        misuse(
            "train",
            "--optimizer: there is no 'quickest'; there are: sgd, momentum, nesterov, rmsprop, adam, adamw, adamax, nadam, radam, adagrad, adadelta, lion, lamb, adafactor, amsgrad, asgd, rprop, muon, shampoo, schedulefree",
            "--optimizer",
            "quickest"),
        misuse(
            "train",
            "--optimizer: lbfgs computes the loss of all samples several times in one step, but a run takes one step for each batch; choose adamw here, or write the loop with Lbfgs of dev.adjoint.nn.optim",
            "--optimizer",
            "L-BFGS"),
        misuse(
            "train",
            "--optimizer: conjugate gradient computes the loss of all samples several times in one step, but a run takes one step for each batch; choose adamw here, or write the loop with ConjugateGradient of dev.adjoint.nn.optim",
            "--optimizer",
            "cg"),
        misuse(
            "train",
            "--optimizer: sparse adam changes the rows of tables that have gradients of rows, and the networks here have none; choose adam here, or give a SparseEmbedding the rule SparseAdam in a program",
            "--optimizer",
            "sparse_adam"),
        misuse(
            "train",
            "--optimizer: sparse sgd changes the rows of tables that have gradients of rows, and the networks here have none; choose sgd here, or give a SparseEmbedding the rule SparseSgd in a program",
            "--optimizer",
            "sparsesgd"),
        misuse(
            "train",
            "--optimizer: sophia needs an estimate of the curvature every few steps, which a run does not compute; choose adamw here, or write the loop with Sophia of dev.adjoint.nn.optim",
            "--optimizer",
            "sophia"),
        misuse("train", "--set: there is no 'spirls'; did you mean spirals?", "--set", "spirls"),
        misuse(
            "train",
            "--task: there is no 'guessing'; there are: classification, regression, multi-label",
            "--task",
            "guessing"),
        misuse("train", "a.csv needs the column to predict: --target COLUMN", "a.csv"),
        misuse("train", "there is no moons; the generated set is --set moons", "moons"),
        misuse(
            "train", "--target needs a CSV file: adjoint train FILE --target y", "--target", "y"),
        misuse(
            "train",
            "--target, --drop, --categories and --task are for CSV files; leave them out with "
                + "generated data",
            "--drop",
            "y"),
        misuse(
            "train",
            "--set, --samples and --noise are for generated data; leave them out with a.csv",
            "a.csv",
            "--target",
            "y",
            "--samples",
            "3"),
        misuse(
            "train",
            "'b.csv' is one argument too many; leave it out, or name the option it belongs to",
            "a.csv",
            "b.csv"),
        misuse("train", "--resume needs the folder of the run: --out DIR", "--resume"),
        misuse(
            "train",
            "--resume takes data and settings from the run in runs/a; leave out --rate, --seed",
            "--resume",
            "--out",
            "runs/a",
            "--rate",
            "1",
            "--seed",
            "2"),
        misuse("predict", "MODEL is missing; give it after the command"),
        misuse("evaluate", "MODEL is missing; give it after the command"),
        misuse("gradcheck", "there is no operation 'matmull'; did you mean matmul?", "matmull"),
        misuse("descent", "--steps is 0 but must be at least 1", "--steps", "0"),
        misuse(
            "descent",
            "--start has 3 numbers but the function has 2 variables (x, y); give one for each",
            "--start",
            "1,2,3"),
        misuse(
            "descent",
            "a formula needs a start: --start with 1 numbers for x",
            "--function",
            "x^2"));
  }

  private static Arguments misuse(String command, String message, String... more) {
    return arguments(command, message, List.of(more));
  }

  @ParameterizedTest
  @MethodSource("misuses")
  void isToldInTwoLines(String command, String message, List<String> more) {
    Stream<String> typed = command.isEmpty() ? Stream.of() : Stream.of(command);

    Program.Run run = Program.run(Stream.concat(typed, more.stream()).toArray());

    String name = ("adjoint " + command).strip();
    assertThat(run.err())
        .isEqualTo("%s: %s%n%s --help lists the options%n".formatted(name, message, name));
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void aFormulaIsToldWithThePlaceThatCannotBeRead() {
    Program.Run run = Program.run("descent", "--function", "x^2 + * y", "--start", "1,2");

    assertThat(run.err())
        .isEqualTo(
            """
            adjoint descent: formula: '*' where a number, a variable or '(' should be
              x^2 + * y
                    ^
            adjoint descent --help lists the options
            """);
    assertThat(run.exitCode()).isEqualTo(2);
  }
}
