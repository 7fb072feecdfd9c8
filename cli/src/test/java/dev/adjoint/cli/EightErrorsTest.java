package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the program says, word for word, to people whose data or model can't be used; no folder of
/// a run is left behind.
final class EightErrorsTest {

  @TempDir private Path folder;

  private void fails(String message, Object... arguments) {
    Program.Run run = Program.run(arguments);
    assertThat(run.err()).isEqualTo("adjoint: %s%n".formatted(message));
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private Path out() {
    return folder.resolve("out");
  }

  private Path classFolder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  @Test
  void anEmptyFolder() throws IOException {
    Path empty = classFolder("empty");
    fails(
        "read %s: the folder is empty; give one with a folder of images for each class, with IDX files of images and labels, or with text files"
            .formatted(empty),
        "train",
        empty,
        "--out",
        out());
  }

  @Test
  void photographsOfOneClass() throws IOException {
    Path cats = classFolder("one/cats");
    for (String name : new String[] {"1.png", "2.png"}) {
      BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
      ImageIO.write(image, "png", cats.resolve(name).toFile());
    }
    fails(
        "read %s: all 2 images are of one class ('cats'); two classes or more are needed to learn to tell them apart, add a folder with images of another class"
            .formatted(folder.resolve("one")),
        "train",
        folder.resolve("one"),
        "--out",
        out());
  }

  @Test
  void imagesThatCannotBeRead() throws IOException {
    Path first = Files.writeString(classFolder("bad/cats").resolve("1.png"), "no image");
    Files.writeString(classFolder("bad/dogs").resolve("2.png"), "no image");
    fails(
        "read %s: none of the 2 images can be read; the first: read %s: it is not an image of a known kind (JPEG, PNG, BMP, GIF, or what an ImageIO plug-in on the class path reads); replace it"
            .formatted(folder.resolve("bad"), first),
        "train",
        folder.resolve("bad"),
        "--out",
        out());
  }

  @Test
  void aTextColumnThatIsMissing() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "note,y\nrain,a\nsun,b\nsnow,a\n");
    fails(
        "read t.csv: there is no text column nota; did you mean note?",
        "train",
        file,
        "--text",
        "nota",
        "--target",
        "y",
        "--out",
        out());
  }

  @Test
  void aHorizonLongerThanTheSeries() throws IOException {
    StringBuilder text = new StringBuilder("day,v\n");
    for (int i = 1; i <= 20; i++) {
      text.append("2024-01-%02d,%d\n".formatted(i, i));
    }
    Path file = Files.writeString(folder.resolve("s.csv"), text);
    fails(
        "read s.csv: the horizon is 30 but the series has only 20 values; give a longer series or a horizon of at most 2",
        "train",
        file,
        "--time",
        "day",
        "--target",
        "v",
        "--horizon",
        30,
        "--out",
        out());
  }

  @Test
  void aLayerThatDoesNotExist() throws IOException {
    Path net =
        Files.writeString(
            folder.resolve("net.json"),
            "{\"layers\": [\n  {\"layer\": \"Linar\", \"width\": 3}\n]}\n");
    fails(
        "model %s, line 2, column 13: there is no layer \"Linar\"; did you mean Linear?"
            .formatted(net),
        "train",
        "--set",
        "moons",
        "--model",
        net,
        "--out",
        out());
  }

  @Test
  void weightsThatDoNotFit() {
    Path earlier = folder.resolve("earlier");
    assertThat(
            Program.run(
                    "train",
                    "--set",
                    "moons",
                    "--samples",
                    40,
                    "--epochs",
                    1,
                    "--layers",
                    4,
                    "--out",
                    earlier)
                .exitCode())
        .isZero();
    Path weights = earlier.resolve("model.safetensors");
    Program.Run run =
        Program.run(
            "train",
            "--set",
            "moons",
            "--samples",
            40,
            "--layers",
            8,
            "--start-from",
            weights,
            "--out",
            out());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "adjoint: start from: the weights in %s do not fit the model: 0.weight is [8, 2] in the model but [4, 2] in the weights, 0.bias is [8] in the model but [4] in the weights; choose the model and the sizes that they were made for with --model, --depth and --width%n"
                .formatted(weights));
  }

  @Test
  void aUserWhoIsNotKnown() throws IOException {
    StringBuilder text = new StringBuilder("user,item,stars\n");
    for (int i = 0; i < 72; i++) {
      text.append("u%d,i%d,%d\n".formatted(i / 6, i % 6, i * i % 5 + 1));
    }
    Path file = Files.writeString(folder.resolve("r.csv"), text);
    assertThat(
            Program.run(
                    "train",
                    file,
                    "--user",
                    "user",
                    "--item",
                    "item",
                    "--target",
                    "stars",
                    "--epochs",
                    1,
                    "--out",
                    out())
                .exitCode())
        .isZero();
    Program.Run run = Program.run("recommend", out(), "--user", "nobody", "--top", 3);
    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .isEqualTo(
            "user nobody is not in the training part; these items are rated best in general%n"
                .formatted());
    assertThat(run.out().lines()).hasSize(4);
  }
}
