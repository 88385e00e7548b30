"""Decide on entries in Parquet by a policy, region by region, with Spark.

    spark-submit --master 'local[2]' decide_by_region.py LEDGER RESULT POLICY

LEDGER is a folder of Parquet partitioned by `region`; RESULT gets the decisions, partitioned alike.
"""

from __future__ import annotations

import sys

from pyspark.sql import SparkSession

from perfrules import load_policy
from perfrules.frames import decide


def main() -> None:
    """Read the ledger, decide, write the decisions."""
    ledger, result, policy = sys.argv[1:]
    session = SparkSession.builder.appName("perfrules").getOrCreate()
    decided = decide(load_policy(policy), session.read.parquet(ledger))
    decided.write.mode("overwrite").partitionBy("region").parquet(result)
    session.stop()


if __name__ == "__main__":
    main()
