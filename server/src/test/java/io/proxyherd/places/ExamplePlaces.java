package io.proxyherd.places;

import io.proxyherd.places.ShippedPlace.Region;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.store.ByteBuffersDirectory;

/** Places, datasets and indexes for tests. */
final class ExamplePlaces {
  static final ShippedPlace LYON = town("Lyon", 45.74846, 4.84671);

  private ExamplePlaces() {}

  static ShippedPlace town(String name, double latitude, double longitude) {
    var region = new Region("FR", "84", "Auvergne-Rhône-Alpes");
    return new ShippedPlace(PlaceKind.LOCALITY, "", name, "", region, latitude, longitude);
  }

  static ShippedPlace facility(PlaceKind kind, String ident, Region region) {
    return new ShippedPlace(kind, ident, ident + " FLD", "SPRINGFIELD", region, 44.05, -123.02);
  }

  static Dataset dataset(ShippedPlace... places) throws IOException {
    return dataset(List.of(places));
  }

  static Dataset dataset(List<ShippedPlace> places) throws IOException {
    return new Dataset(DatasetWriter.write(places));
  }

  static List<Place> read(Dataset dataset) throws IOException {
    var places = new ArrayList<Place>();
    dataset.read(places::add);
    return places;
  }

  static PlaceIndex index(Dataset dataset) throws IOException {
    var memory = new ByteBuffersDirectory();
    PlaceIndex.write(memory, dataset);
    return PlaceIndex.open(memory);
  }
}
