package dev.adjoint.pipeline.input;

import dev.adjoint.data.DataException;
import dev.adjoint.data.DataSet;
import dev.adjoint.data.idx.IdxArray;
import dev.adjoint.data.idx.IdxFolder;
import dev.adjoint.data.idx.IdxPair;
import dev.adjoint.data.idx.IdxReader;
import dev.adjoint.data.prepare.ImagePreprocessing;
import dev.adjoint.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Reads images.
///
/// @param preprocessing how pixels become inputs
record ImageInputs(ImagePreprocessing preprocessing) implements InputReader {

  @Override
  public String expects() {
    return "images; give images of %s".formatted(preprocessing.sizes());
  }

  @Override
  public Inputs read(Path data) {
    if (Files.isDirectory(data)) {
      throw new DataException(
          "read %s: it is a folder, but images to predict come in a file; give an IDX file of images"
              .formatted(data));
    }
    return of(IdxReader.read(data));
  }

  @Override
  public Inputs of(IdxArray images) {
    return inputs(images.source(), preprocessing.features(images, all(images)));
  }

  @Override
  public Inputs of(Tensor samples) {
    return inputs("the given tensor", preprocessing.features(samples));
  }

  private Inputs inputs(String source, Tensor features) {
    return new Inputs(
        features,
        preprocessing.otherUnit(features).stream().toList(),
        index -> "%s: image %d".formatted(source, index + 1),
        position -> "pixel %d".formatted(position + 1));
  }

  @Override
  public DataSet readWithTargets(Path data, List<String> notes) {
    if (!Files.isDirectory(data)) {
      throw new DataException(
          "read %s: it is not a folder, but the model was trained on images; give a folder with IDX files of images and labels"
              .formatted(data));
    }
    IdxFolder folder = IdxFolder.find(data);
    IdxPair pair = folder.test().or(folder::validation).orElseGet(folder::training).read();
    if (folder.test().isPresent() || folder.validation().isPresent()) {
      notes.add(
          "%s is used, not the images to train on in the same folder"
              .formatted(pair.images().source()));
    }
    DataSet set = preprocessing.dataSet(pair, all(pair.images()));
    preprocessing.otherUnit(set.features()).ifPresent(notes::add);
    return set;
  }

  private static int[] all(IdxArray images) {
    return IntStream.range(0, images.count()).toArray();
  }
}
