package dev.adjoint.pipeline.input;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.idx.IdxArray;
import dev.adjoint.data.idx.IdxFolder;
import dev.adjoint.data.idx.IdxPair;
import dev.adjoint.data.idx.IdxReader;
import dev.adjoint.data.prepare.ImagePreprocessing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Reads images.
///
/// @param preprocessing how pixels become inputs
record ImageInputs(ImagePreprocessing preprocessing) implements InputReader {

  @Override
  public Inputs read(Path data) {
    return of(IdxReader.read(data));
  }

  /// All images of an array.
  private Inputs of(IdxArray images) {
    return new Inputs(
        preprocessing.features(images, all(images)), List.of(), row -> "image " + (row + 1));
  }

  @Override
  public DataSet readWithTargets(Path data, List<String> notes) {
    if (!Files.isDirectory(data)) {
      throw new DataException(
          "read %s: it is not a folder, but the model was trained on images; give a folder with IDX files of images and labels"
              .formatted(data));
    }
    IdxPair pair = IdxFolder.find(data).training().read();
    return preprocessing.dataSet(pair, all(pair.images()));
  }

  private static int[] all(IdxArray images) {
    return IntStream.range(0, images.count()).toArray();
  }
}
