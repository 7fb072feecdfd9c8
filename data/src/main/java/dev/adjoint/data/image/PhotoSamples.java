package dev.adjoint.data.image;

import dev.adjoint.data.Samples;
import dev.adjoint.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Some images of an album with their labels, as inputs and targets.
///
/// @param album the images
/// @param preprocessing how they become inputs
/// @param images the numbers of the images in the album
/// @param classes the label of each
/// @param names the name of each, such as its file
public record PhotoSamples(
    Album album, PhotoPreprocessing preprocessing, int[] images, int[] classes, String[] names)
    implements Samples {

  @Override
  public int count() {
    return images.length;
  }

  @Override
  public Map<String, Tensor> read(int[] rows) {
    Map<String, Tensor> fields = new LinkedHashMap<>();
    int[] numbers = Arrays.stream(rows).map(row -> images[row]).toArray();
    fields.put(FEATURES, preprocessing.features(album, numbers));
    fields.put(TARGET, Tensor.of(Arrays.stream(rows).mapToLong(row -> classes[row]).toArray()));
    return fields;
  }

  @Override
  public Optional<int[]> labels() {
    return Optional.of(classes.clone());
  }

  /// The digest of all images that were read, and which of them these are.
  @Override
  public String fingerprint() {
    return "%d samples, sha256 %s, rows and labels %08x"
        .formatted(
            count(), album.digest(), 31 * Arrays.hashCode(images) + Arrays.hashCode(classes));
  }
}
