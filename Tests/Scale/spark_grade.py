#!/usr/bin/env python3
"""Grades a file of answers with Spark's `pipe`, in local mode: spark_grade.py PROGRAM ANSWERS FOLDER."""
import sys

from pyspark.sql import SparkSession

program, answers, folder = sys.argv[1:]
spark = SparkSession.builder.master("local[2]").appName("grade").config("spark.ui.enabled", "false").getOrCreate()
spark.sparkContext.setLogLevel("ERROR")
# Eight pieces; in each the program reads lines and writes as many, in order.
spark.sparkContext.textFile(answers, 8).pipe(f"{program} grade").saveAsTextFile(folder)
spark.stop()
