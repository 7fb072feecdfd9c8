package dev.adjoint.spark.rows;

import dev.adjoint.data.prepare.PlainMap;
import dev.adjoint.data.prepare.TablePreprocessing;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import tools.jackson.databind.json.JsonMapper;

/// Turns the rows of a partition into chunks of prepared samples, one after another.
///
/// @param preprocessing as JSON, in which it is stored with the model too
/// @param columns the columns that are read, with the target
/// @param size the most samples of a chunk
record PreparedRows(String preprocessing, List<String> columns, int size)
    implements FlatMapFunction<Iterator<Row>, Chunk> {

  private static final long serialVersionUID = 1;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  static PreparedRows of(TablePreprocessing preprocessing, List<String> columns, int size) {
    return new PreparedRows(
        JSON.writeValueAsString(preprocessing.toMap()), new ArrayList<>(columns), size);
  }

  @Override
  public Iterator<Chunk> call(Iterator<Row> rows) {
    TablePreprocessing read =
        TablePreprocessing.fromMap(
            new PlainMap("preprocessing", JSON.readValue(preprocessing, Map.class)));
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Chunk next() {
        List<Row> some = new ArrayList<>(size);
        while (some.size() < size && rows.hasNext()) {
          some.add(rows.next());
        }
        return Chunk.of(read, columns, some);
      }
    };
  }
}
