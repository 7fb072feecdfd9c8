package dev.adjoint.data.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFolderTest {
  @TempDir Path folder;

  private void images(String name, int count) {
    IdxBytes.write(folder.resolve(name), IdxBytes.of(8, new int[] {count, 2, 2}, 4 * count));
  }

  private void labels(String name, int count) {
    IdxBytes.write(folder.resolve(name), IdxBytes.of(8, new int[] {count}, count));
  }

  @Test
  void theLayoutOfMnistIsFound() {
    images("train-images-idx3-ubyte.gz", 3);
    labels("train-labels-idx1-ubyte", 3);
    images("t10k-images-idx3-ubyte", 2);
    labels("t10k-labels-idx1-ubyte", 2);
    IdxFolder found = IdxFolder.find(folder);
    assertThat(found.training().images()).hasFileName("train-images-idx3-ubyte.gz");
    assertThat(found.training().labels()).hasFileName("train-labels-idx1-ubyte");
    assertThat(found.validation()).isEmpty();
    assertThat(found.test().orElseThrow().labels()).hasFileName("t10k-labels-idx1-ubyte");
    assertThat(found.test().orElseThrow().read().images().count()).isEqualTo(2);
  }

  @Test
  void aPairNamedForValidationIsKeptApartFromTheTest() {
    images("train-images", 3);
    labels("train-labels", 3);
    images("val-images", 2);
    labels("val-labels", 2);
    assertThat(IdxFolder.find(folder).validation().orElseThrow().images())
        .hasFileName("val-images");
    assertThat(IdxFolder.find(folder).test()).isEmpty();
    images("test-images", 1);
    labels("test-labels", 1);
    assertThat(IdxFolder.find(folder).validation().orElseThrow().images())
        .hasFileName("val-images");
    assertThat(IdxFolder.find(folder).test().orElseThrow().images()).hasFileName("test-images");
  }

  @Test
  void aPairThatIsAloneIsForTrainingWhateverItsName() {
    images("t10k-images-idx3-ubyte.gz", 2);
    labels("t10k-labels-idx1-ubyte.gz", 2);
    assertThat(IdxFolder.find(folder).validation()).isEmpty();
    assertThat(IdxFolder.looksLike(folder)).isTrue();
  }

  @Test
  void aPlainFileComesBeforeItsGzip() {
    images("images", 2);
    images("images.gz", 2);
    labels("labels.gz", 2);
    assertThat(IdxFolder.find(folder).training().images()).hasFileName("images");
  }

  @Test
  void imagesWithoutLabelsAreReported() {
    images("train-images-idx3-ubyte", 2);
    assertThatThrownBy(() -> IdxFolder.find(folder))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "read %s: train-images-idx3-ubyte has no file of labels beside it; name them like train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz",
            folder);
  }

  @Test
  void labelsWithoutImagesAreReported() {
    labels("my-labels", 2);
    assertThatThrownBy(() -> IdxFolder.find(folder))
        .hasMessage(
            "read %s: my-labels has no file of images beside it; name them like train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz",
            folder);
  }

  @Test
  void aFolderWithoutIdxFilesIsReported() throws IOException {
    assertThat(IdxFolder.looksLike(folder)).isFalse();
    assertThatThrownBy(() -> IdxFolder.find(folder))
        .hasMessage(
            "read %s: the folder is empty; give one with a folder of images for each class, with IDX files of images and labels, or with text files",
            folder);
    Files.writeString(folder.resolve("notes.md"), "notes");
    assertThatThrownBy(() -> IdxFolder.find(folder))
        .hasMessage(
            "read %s: the folder has no IDX files of images and labels; name them like train-images-idx3-ubyte.gz and train-labels-idx1-ubyte.gz",
            folder);
    Path missing = folder.resolve("no");
    assertThatThrownBy(() -> IdxFolder.find(missing))
        .hasMessage("read %s: there is no such folder (%s); check the path", missing, missing);
  }

  @Test
  void pairsThatCannotBeToldApartAreReported() {
    images("a-images", 1);
    labels("a-labels", 1);
    images("b-images", 1);
    labels("b-labels", 1);
    assertThatThrownBy(() -> IdxFolder.find(folder))
        .hasMessage(
            "read %s: the folder has 2 pairs of images and labels (a-images, b-images) where one is expected, or one with 'train' in its name and beside it one with 'val', one with 't10k' or 'test', or both; move the others away",
            folder);
  }

  @Test
  void imagesAndLabelsMustBeAsMany() {
    images("images", 3);
    labels("labels", 2);
    assertThatThrownBy(() -> IdxFolder.find(folder).training().read())
        .hasMessage(
            "read images: there are 3 images but labels holds 2 labels; use files that belong together");
  }

  @Test
  void exchangedFilesAreReported() {
    labels("images", 3);
    labels("labels", 3);
    assertThatThrownBy(() -> IdxFolder.find(folder).training().read())
        .hasMessage(
            "read images: images have two axes or more but there is 1; is this the file of the labels?");
    images("images", 3);
    images("labels", 3);
    assertThatThrownBy(() -> IdxFolder.find(folder).training().read())
        .hasMessage(
            "read labels: labels are whole numbers along one axis but these are UBYTE with 3 axes; is this the file of the images?");
  }
}
