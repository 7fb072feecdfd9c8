package dev.adjoint.bench.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.bench.workload.Workload;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EndurancePageTest {

  @Test
  void memoryThatStaysIsLevel() {
    EndurancePage page = page(_ -> 40);

    assertThat(page.isMemoryLevel()).isTrue();
    assertThat(page.text("chart.svg"))
        .contains(
            "# 8.00 minutes of W4 GPT 4×128\n",
            "| tokens/s | 100 | 300 | 500 | 700 | **2.333** |\n",
            "| heap after a collection, MB | 40.0 | 40.0 | 40.0 | 40.0 | **1.000** |\n",
            "\nMemory stays level.\n");
    assertThat(page.picture().toSvg()).contains("heap after a collection", "tokens/s");
  }

  @Test
  void memoryThatGrowsIsTold() {
    EndurancePage page = page(i -> 40 + i);

    assertThat(page.isMemoryLevel()).isFalse();
    assertThat(page.text("chart.svg")).contains("\n**Memory grows.**\n", "](chart.svg)");
  }

  @Test
  void memoryOfTheFirstQuarterDoesNotCount() {
    assertThat(page(i -> i < 2 ? 10 : 40).isMemoryLevel()).isTrue();
  }

  @Test
  void oneLookIsEnoughForAPage() {
    List<Moment> one = List.of(Moment.now(1, 5));

    assertThat(new EndurancePage(Workload.W4, 1, one).text("chart.svg"))
        .contains("Memory stays level.");
  }

  private static EndurancePage page(IntToDoubleFunction heap) {
    return new EndurancePage(
        Workload.W4,
        1,
        IntStream.range(0, 8)
            .mapToObj(i -> new Moment(i + 1, 100 * i, heap.applyAsDouble(i), 270))
            .toList());
  }
}
