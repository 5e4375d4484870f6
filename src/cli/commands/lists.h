#pragma once

namespace bench {

int ListScenariosCommand();   // --list-scenarios
int ListStrategiesCommand();  // --list-strategies
int ListExportsCommand();     // --list-exports

}  // namespace bench
