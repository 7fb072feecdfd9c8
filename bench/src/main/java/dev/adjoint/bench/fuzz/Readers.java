package dev.adjoint.bench.fuzz;

import dev.adjoint.data.DataException;
import dev.adjoint.data.csv.TableReader;
import dev.adjoint.data.idx.IdxReader;
import dev.adjoint.data.ratings.ItemTitles;
import dev.adjoint.explain.descent.Formula;
import dev.adjoint.explain.descent.FormulaException;
import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.Safetensors;
import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.CsvTable;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Every reader of the library, with a small file that it reads.
final class Readers {
  private static final String TABLE =
      """
      name,kind,weight,"height, cm",seen
      a,x,1.5,20,2024-01-31
      b,y,,21.25,2024-02-01
      "c ""d"" e",x,-3e2,22,NA
      e,y,4,23,2024-02-03
      f,x,5,24,2024-02-04
      """;

  private Readers() {}

  /// The readers; those of trained models work in `folder`, where a small run is made first.
  static List<Reader> in(Path folder) throws IOException {
    Path tensors = folder.resolve("sample.safetensors");
    new Safetensors(
            Map.of("weight", Tensor.ones(3, 2), "bias", Tensor.zeros(2)), Map.of("format", "pt"))
        .write(tensors);
    Path table = Files.writeString(folder.resolve("sample.csv"), rows());
    Path run = folder.resolve("run");
    Training.of(CsvTable.of(table, "kind")).withEpochs(1).run(run);
    List<Reader> readers = new ArrayList<>(TensorReaders.in(folder));
    readers.addAll(ofTables(tensors));
    readers.addAll(RunReaders.in(folder, run));
    readers.addAll(KerasReaders.list());
    readers.addAll(PictureReaders.list());
    readers.addAll(OnnxReaders.in(folder));
    readers.addAll(LogReaders.in(folder));
    return readers;
  }

  private static List<Reader> ofTables(Path tensors) throws IOException {
    return List.of(
        new Reader(
            "safetensors",
            "x.safetensors",
            Files.readAllBytes(tensors),
            Safetensors::read,
            List.of(FormatException.class)),
        new Reader("idx", "x-idx3-ubyte", idx(), IdxReader::read, List.of(DataException.class)),
        new Reader(
            "csv",
            "x.csv",
            TABLE.getBytes(StandardCharsets.UTF_8),
            TableReader::read,
            List.of(DataException.class)),
        new Reader(
            "titles",
            "x.dat",
            "1::Toy Story (1995)::Animation\n2::Jumanji (1995)::Adventure\n"
                .getBytes(StandardCharsets.UTF_8),
            ItemTitles::read,
            List.of(DataException.class)),
        new Reader(
            "formula",
            "x.txt",
            "sin(x)^2 + 3*x*y - exp(-y/2) + max(x, 1e-3)".getBytes(StandardCharsets.UTF_8),
            file -> Formula.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)),
            List.of(FormulaException.class)));
  }

  private static String rows() {
    StringBuilder text = new StringBuilder("kind,weight,island\n");
    for (int i = 0; i < 40; i++) {
      text.append("%s,%d,%s%n".formatted(i % 2 == 0 ? "x" : "y", i, i % 3 == 0 ? "n" : "s"));
    }
    return text.toString();
  }

  /// Three images of 4 × 4 bytes.
  private static byte[] idx() {
    ByteBuffer bytes = ByteBuffer.allocate(16 + 48);
    bytes.putInt(0x0803).putInt(3).putInt(4).putInt(4);
    while (bytes.hasRemaining()) {
      bytes.put((byte) bytes.position());
    }
    return bytes.array();
  }
}
