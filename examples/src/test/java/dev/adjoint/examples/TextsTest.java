package dev.adjoint.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.examples.cookbook.Texts;
import dev.adjoint.pipeline.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextsTest {

  @TempDir private Path folder;

  @Test
  void titlesAreClassified() throws IOException {
    String rows =
        "Rain and wind,weather\nThe team wins,sport\nSun on Sunday,weather\nA late goal,sport\n";
    Path file = Files.writeString(folder.resolve("news.csv"), "title,kind\n" + rows.repeat(12));
    Prediction answer = Texts.classify(file, folder.resolve("run"));
    assertThat(((Prediction.OfClass) answer).label()).isEqualTo("weather");
  }

  @Test
  void aTextGoesOn() throws IOException {
    Path book = Files.writeString(folder.resolve("book.txt"), "Once there was a cat. ".repeat(80));
    assertThat(Texts.write(book, folder.resolve("run"))).hasSize(60);
  }
}
