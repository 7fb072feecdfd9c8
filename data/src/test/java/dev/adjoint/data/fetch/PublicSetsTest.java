package dev.adjoint.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import org.junit.jupiter.api.Test;

final class PublicSetsTest {

  @Test
  void namesAndFilesAreDistinctAndEverySetSaysWhatToDo() {
    assertThat(PublicSets.all()).extracting(PublicSet::name).doesNotHaveDuplicates();
    for (PublicSet set : PublicSets.all()) {
      assertThat(set.files()).as(set.name()).isNotEmpty();
      assertThat(set.files()).as(set.name()).extracting(RemoteFile::name).doesNotHaveDuplicates();
      assertThat(set.use()).as(set.name()).isNotBlank();
      assertThat(set.licence()).as(set.name()).isNotBlank();
    }
  }

  @Test
  void theSizeOfASetIsTheSumWhereAllAreKnown() {
    assertThat(PublicSets.named("mnist").size()).hasValue(11_594_722);
    assertThat(PublicSets.named("penguins").size()).isEmpty();
  }

  @Test
  void aWrongNameGetsTheNearestOne() {
    assertThatThrownBy(() -> PublicSets.named("cifar10"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("data: there is no known set 'cifar10'; did you mean cifar-10?");
  }
}
