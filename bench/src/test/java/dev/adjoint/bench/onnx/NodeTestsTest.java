package dev.adjoint.bench.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.bench.onnx.NodeTests.Outcome;
import dev.adjoint.bench.onnx.NodeTests.Result;
import dev.adjoint.onnx.operator.OperatorTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NodeTestsTest {

  @Test
  void atLeast780OfTheTestsPassAndNoneFailsWithoutAnExplanation() throws IOException {
    assumeTrue(
        Files.isDirectory(NodeTests.DEBIAN),
        "skipped: the package libonnx-testdata is not installed");
    List<Result> results = NodeTests.run(NodeTests.DEBIAN);
    assertThat(results).hasSizeGreaterThan(900);
    List<Result> counted = results.stream().filter(Result::counted).toList();
    assertThat(OnnxPage.count(counted, Outcome.PASSED)).isGreaterThanOrEqualTo(780);
    assertThat(
            results.stream().filter(result -> result.outcome() == Outcome.FAILED).map(Result::name))
        .isSubsetOf(OnnxPage.EXPLAINED.keySet());
    assertThat(pageOfTheProject()).isEqualTo(OnnxPage.page(results));
  }

  @Test
  void thePageListsEveryOperator() throws IOException {
    String page = pageOfTheProject();
    OperatorTable.byFamily()
        .forEach((family, rows) ->
            assertThat(page)
                .contains(
                    "| %s | %s |".formatted(family, String.join(", ", OnnxPage.names(rows)))));
    assertThat(page).contains(OperatorTable.refused().values());
  }

  private static String pageOfTheProject() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("CONTRIBUTING.md"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no checkout above");
    }
    return Files.readString(folder.resolve("docs/onnx-operators.md"));
  }
}
