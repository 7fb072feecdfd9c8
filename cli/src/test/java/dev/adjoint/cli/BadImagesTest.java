package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders of images that cannot be trained on: one clear line, exit code 1, and no folder of a
/// run.
@Tag("tiny")
final class BadImagesTest {

  private static final int COUNT = 40;

  @TempDir private Path folder;

  @Test
  void tellsAFolderWithoutImages() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertFails(
        Program.run("train", empty, "--out", out()),
        "read %s: the folder is empty; give one with a folder of images for each class, with IDX files of images and labels, or with text files"
            .formatted(empty));
  }

  @Test
  void tellsAFileThatIsCutShort() throws IOException {
    Path images = Idx.images(digits(), "train");
    byte[] whole = Files.readAllBytes(images);
    Files.write(images, Arrays.copyOf(whole, 5000));

    assertTrainFails(
        "read train-images-idx3-ubyte: the header promises [40, 28, 28] UBYTE (31360 bytes) but "
            + "only 4984 bytes follow; the file is cut short or damaged, fetch it again");
  }

  @Test
  void tellsAHeaderThatLiesWithoutAllocatingWhatItPromises() throws IOException {
    Path images = Idx.images(digits(), "train");
    byte[] bytes = Files.readAllBytes(images);
    ByteBuffer.wrap(bytes).putInt(4, 2_000_000);
    Files.write(images, bytes);

    assertTrainFails(
        "read train-images-idx3-ubyte: the header promises [2000000, 28, 28] UBYTE "
            + "(1568000000 bytes) but only 31360 bytes follow; the file is cut short or damaged, "
            + "fetch it again");
  }

  @Test
  void tellsImagesAndLabelsThatDoNotMatchInNumber() throws IOException {
    Path labels = Idx.labels(digits(), "train");
    byte[] bytes = Files.readAllBytes(labels);
    ByteBuffer.wrap(bytes).putInt(4, COUNT - 1);
    Files.write(labels, Arrays.copyOf(bytes, bytes.length - 1));

    assertTrainFails(
        "read train-images-idx3-ubyte: there are 40 images but train-labels-idx1-ubyte holds 39 "
            + "labels; use files that belong together");
  }

  @Test
  void tellsALabelThatIsSeenInValidationOnly() throws IOException {
    Idx.pair(digits(), "t10k", COUNT, 2);
    Path labels = Idx.labels(digits(), "t10k");
    byte[] bytes = Files.readAllBytes(labels);
    bytes[8 + 4] = 77;
    Files.write(labels, bytes);

    assertTrainFails(
        "read t10k-labels-idx1-ubyte: image 5 has label 77, which was never seen in training "
            + "(known: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9); add images of it to the training data, or "
            + "remove them here");
  }

  @Test
  void tellsASingleClass() throws IOException {
    Path labels = Idx.labels(digits(), "train");
    byte[] bytes = Files.readAllBytes(labels);
    Arrays.fill(bytes, 8, bytes.length, (byte) 3);
    Files.write(labels, bytes);

    assertTrainFails(
        "prepare: target label has only one class ('3'); two classes or more are needed to learn "
            + "to tell them apart, check the target column or add rows of another class");
  }

  @Test
  void tellsATableGivenToAModelOfImages() throws IOException {
    Program.Run trained =
        Program.run("train", digits(), "--epochs", 1, "--layers", 4, "--out", out());
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    Path table = Files.writeString(folder.resolve("a.csv"), "x,label\n1,2\n");

    assertFails(
        Program.run("evaluate", out(), table),
        "read %s: it is not a folder, but the model was trained on images; give a folder with IDX "
                .formatted(table)
            + "files of images and labels");
    assertFails(
        Program.run("predict", out(), table),
        "read a.csv: this is not an IDX file, it begins with 78 2c 6c 61 where 00 00, a type (08, "
            + "09, 0b, 0c, 0d, 0e) and the number of axes belong; check that this is the file you meant");
  }

  private Path digits() throws IOException {
    Path digits = folder.resolve("digits");
    return Files.exists(digits) ? digits : Idx.folder(digits, COUNT);
  }

  private void assertTrainFails(String message) throws IOException {
    assertFails(Program.run("train", digits(), "--out", out()), message);
    assertThat(out()).doesNotExist();
  }

  private static void assertFails(Program.Run run, String message) {
    assertThat(run.err()).isEqualTo("adjoint: " + message + System.lineSeparator());
    assertThat(run.exitCode()).isEqualTo(1);
  }

  private Path out() {
    return folder.resolve("run");
  }
}
