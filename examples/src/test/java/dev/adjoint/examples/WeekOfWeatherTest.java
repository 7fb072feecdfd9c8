package dev.adjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.examples.guide.WeekOfWeather;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A forecast of the shipped weather.
final class WeekOfWeatherTest {

  @TempDir private Path folder;

  @Test
  void theFirstDayAfterTheFileIsForecastWithItsBand() {
    Path datasets = Path.of(Files.isDirectory(Path.of("datasets")) ? "datasets" : "../datasets");
    String answer =
        WeekOfWeather.run(datasets.resolve("seattle-weather.csv"), folder.resolve("run"));
    assertThat(answer).matches("2016/01/01: \\d[\\d.]* \\(-?[\\d.]+ … \\d[\\d.]*\\)");
  }
}
